import type { ManifestFile } from './manifest-file';
import type { FolderSettings } from './settings-file';
import type { Finding } from '../../checks/finding';
import { checkSimulation } from '../../checks/session';
import { simulateAccepted, simulateAll } from '../../checks/simulate';
import type { Resource } from '../../kubernetes/resource';
import type { RouteOverview } from '../../routes/model';
import { overview } from '../../routes/overview';
import type { Simulation } from '../../trace/simulation';
import type { SourceText } from '../text/source-text';

/** Of more objects the routes are not followed on every hover. */
const HUGE = 6_000;

/** The part of a file that answers need. */
export interface SourceFile {
  readonly uri: string;
  readonly name: string;
  readonly source: SourceText;
}

/** The files of a folder as one cluster, at one moment; each answer is worked out when it is first asked for. */
export class Analysis {
  private found: readonly Finding[] | undefined;
  private checked: Simulation | undefined;
  private accepted: Simulation | undefined;
  private routes: RouteOverview | undefined;
  private readonly filesByResource = new Map<Resource, ManifestFile>();
  private readonly resources: readonly Resource[];
  private readonly remembered: ReadonlySet<Resource>;

  constructor(readonly files: readonly ManifestFile[], readonly settings: FolderSettings) {
    for (const file of files) for (const resource of file.resources) this.filesByResource.set(resource, file);
    this.remembered = new Set(files.flatMap((file) => file.remembered));
    this.resources = files.flatMap((file) => [...file.resources, ...file.remembered]);
  }

  get isHuge(): boolean {
    return this.resources.length > HUGE;
  }

  /** What `check` reports, but of documents that cannot be read at the moment. */
  get findings(): readonly Finding[] {
    if (this.found === undefined) {
      const { settings, baseline } = this.settings;
      const { findings } = checkSimulation(this.unrefused, settings, baseline);
      this.found = findings.filter(({ resource }) => !this.remembered.has(resource));
    }
    return this.found;
  }

  /** The cluster as `check` sees it: as if the API server took everything. */
  get unrefused(): Simulation {
    this.checked ??= simulateAll(this.resources, this.settings.settings);
    return this.checked;
  }

  /** The cluster as the other commands see it: without what the API server refuses. */
  get simulation(): Simulation {
    this.accepted ??= simulateAccepted(this.resources, this.settings.settings);
    return this.accepted;
  }

  /** What `routes` reports. */
  get overview(): RouteOverview {
    this.routes ??= overview(this.simulation);
    return this.routes;
  }

  /** The file that an object stands in as it is now. */
  fileOf(resource: Resource): ManifestFile | null {
    return this.filesByResource.get(resource) ?? null;
  }

  /** The file that a finding is in; null for one that is in none. */
  placeOf({ resource }: Finding): SourceFile | null {
    const file = this.fileOf(resource);
    if (file !== null) return file;
    const { file: config } = this.settings;
    return config !== null && resource.origin.file === config.name ? config : null;
  }
}
