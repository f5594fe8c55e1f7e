import * as path from 'node:path';
import { chartOfTemplate, isTemplatedChart } from './chart';
import { isKustomizationName, readKustomization, type Kustomization } from './kustomization';

/** Something about files that were found and are not read, or are read only in part. */
export interface InputNotice {
  /** As the user would write it. */
  readonly file: string;
  /** Lower case, no full stop. */
  readonly message: string;
  /** `chart`: manifests are missing; `kustomize`: they may be other ones; `excluded`: the user named them and leaves them out; `link`: it leads out of what is named. */
  readonly kind: 'chart' | 'kustomize' | 'excluded' | 'link';
}

/** What makes manifests of a chart. */
export const helmHint = (chart: string): string => `helm template ${quoted(chart)} | cdk8s-routing check -`;

const kustomizeHint = (folder: string): string => `kubectl kustomize ${quoted(folder)} | cdk8s-routing check -`;

const quoted = (name: string): string => (/^[\w./@+-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`);

/** The Helm charts and kustomizations that a search meets. */
export class OtherTools {
  private readonly charts = new Map<string, boolean>();
  private readonly skipped = new Set<string>();
  private readonly kustomizations = new Map<string, Kustomization>();

  /** @param cwd names in messages are relative to it */
  constructor(private readonly cwd: string) {}

  /** The chart that only Helm can make manifests of, if a file or folder is a part of it; null where it is none. */
  templatedChart(absolute: string): string | null {
    const chart = chartOfTemplate(absolute);
    if (chart === null) return null;
    let templated = this.charts.get(chart);
    if (templated === undefined) {
      templated = isTemplatedChart(chart);
      this.charts.set(chart, templated);
    }
    return templated ? chart : null;
  }

  /** Whether a file or folder, which nobody named, is a template; that is told. */
  skips(absolute: string): boolean {
    const chart = this.templatedChart(absolute);
    if (chart !== null) this.skipped.add(chart);
    return chart !== null;
  }

  /** Whether a file tells kustomize what to do. */
  isKustomization(absolute: string): boolean {
    if (!isKustomizationName(path.basename(absolute))) return false;
    const read = readKustomization(absolute);
    if (read !== null) this.kustomizations.set(absolute, read);
    return read !== null;
  }

  /** Files that kustomize changes manifests by. */
  patches(): ReadonlySet<string> {
    return new Set([...this.kustomizations.values()].flatMap(({ patches }) => patches));
  }

  /** As a user in the current folder would write it. */
  nameOf(absolute: string): string {
    return path.relative(this.cwd, absolute) || '.';
  }

  /** @param isRead whether a folder was searched, or a file found */
  notices(isRead: (absolute: string) => boolean): readonly InputNotice[] {
    const charts = [...this.skipped].map((chart): InputNotice => {
      const name = this.nameOf(chart);
      return { file: name, message: `a Helm chart, whose templates are not read; render it: ${helmHint(name)}`, kind: 'chart' };
    });
    return [...charts, ...this.kustomizeNotice(isRead)];
  }

  /** One for all of them, which names one that no other one takes in. */
  private kustomizeNotice(isRead: (absolute: string) => boolean): readonly InputNotice[] {
    const all = [...this.kustomizations.values()];
    const changing = all.map((each) => ({ ...each, changes: changesOf(each, isRead) })).filter(({ changes }) => changes.length > 0);
    if (changing.length === 0) return [];
    const taken = new Set(all.flatMap(({ resources }) => resources));
    const { folder, changes } = changing.find((each) => !taken.has(each.folder)) ?? changing[0];
    const name = this.nameOf(folder);
    const others = changing.length === 1 ? '' : `, and so do ${changing.length - 1} more`;
    const message = `kustomize changes these objects (${changes.join(', ')})${others}, and they are read as they are written; build them: ${kustomizeHint(name)}`;
    return [{ file: name, message, kind: 'kustomize' }];
  }
}

/** Manifests that lie elsewhere, and were not found, are missing. */
function changesOf({ changes, resources }: Kustomization, isRead: (absolute: string) => boolean): readonly string[] {
  return changes.includes('resources') || resources.every(isRead) ? changes : [...changes, 'resources'].sort();
}
