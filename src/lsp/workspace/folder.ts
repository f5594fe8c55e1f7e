import * as path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Analysis } from './analysis';
import { readManifestFile, type ManifestFile } from './manifest-file';
import type { OpenDocuments } from './open-documents';
import { isInside, uriOf } from './paths';
import { readSettings, type FolderSettings } from './settings-file';
import type { Asked } from '../../checks/simulate';
import { excludedByConfig } from '../../manifests/config-file';
import { Exclusion } from '../../manifests/exclude';
import type { ExcludePattern } from '../../manifests/exclude-pattern';
import { isOnDisk, readFileTexts, type FileText } from '../../manifests/file-texts';
import { isManifestName } from '../../manifests/find';

/** How the command was started. */
export interface FolderOptions {
  readonly asked: Asked;
  /** Files, folders and patterns, relative to each folder of the workspace; empty: all of it. */
  readonly manifests: readonly string[];
  /** The config, relative to each folder. */
  readonly config?: string;
  /** Files and folders that are left out, besides those that the config leaves out. */
  readonly exclude?: readonly string[];
  /** An open document that is a cluster by itself: nothing is read from disk. */
  readonly only?: string;
}

/** A folder of the workspace: its manifests are one cluster. Files that did not change are not read again. */
export class RoutingFolder {
  private disk: ReadonlyMap<string, FileText> = new Map();
  private isScanned = false;
  private files = new Map<string, ManifestFile>();
  private current: Analysis | null = null;
  private namespace: string | null = null;
  private exclude: readonly ExcludePattern[] = [];
  private searchNotes: readonly string[] = [];

  constructor(readonly root: string, private readonly options: FolderOptions, private readonly open: OpenDocuments) {}

  /** Something on disk changed. */
  rescan(): void {
    this.isScanned = false;
    this.current = null;
  }

  /** An open document changed. */
  changed(): void {
    this.current = null;
  }

  /** The folder as it is now. */
  analyze(): Analysis {
    if (this.current !== null) return this.current;
    const { asked, config } = this.options;
    const settings = readSettings(this.root, config, asked, this.open);
    if (settings.settings.namespace !== this.namespace) this.files = new Map();
    this.namespace = settings.settings.namespace;
    const named = (this.options.exclude ?? []).map((pattern) => ({ pattern, folder: this.root }));
    const exclude = [...named, ...excludedByConfig(settings.settings.config, this.root)];
    if (!this.isScanned || !isDeepStrictEqual(exclude, this.exclude)) this.disk = this.readDisk(exclude);
    this.exclude = exclude;
    this.isScanned = true;
    this.current = new Analysis(this.readFiles(settings), settings);
    return this.current;
  }

  /** What the search for files has to say, in sentences. */
  get notes(): readonly string[] {
    return this.searchNotes;
  }

  private readDisk(exclude: readonly ExcludePattern[]): ReadonlyMap<string, FileText> {
    const { manifests, only } = this.options;
    if (only !== undefined) return new Map();
    const { texts, notes } = readFileTexts(manifests.length === 0 ? ['.'] : manifests, this.root, exclude, this.disk);
    this.searchNotes = notes;
    return texts;
  }

  private readFiles({ settings }: FolderSettings): readonly ManifestFile[] {
    const files = new Map<string, ManifestFile>();
    for (const [file, { name, text }] of this.sources()) {
      const before = this.files.get(file) ?? null;
      const { uri } = this.open.get(file) ?? { uri: uriOf(file) };
      if (typeof text !== 'string') files.set(file, { ...readManifestFile(uri, name, '', settings.namespace, null), problems: [text] });
      else if (before !== null && before.uri === uri && before.source.text === text) files.set(file, before);
      else files.set(file, readManifestFile(uri, name, text, settings.namespace, before));
    }
    this.files = files;
    return [...files.values()];
  }

  /** The text of each file, by path and in its order: that of an open document goes before that on disk. */
  private sources(): ReadonlyMap<string, Pick<FileText, 'name' | 'text'>> {
    const sources = new Map<string, Pick<FileText, 'name' | 'text'>>(this.disk);
    for (const [file, { text }] of this.open) {
      const known = sources.get(file);
      if (known !== undefined || this.wouldFind(file)) sources.set(file, { name: known?.name ?? path.relative(this.root, file), text });
    }
    return new Map([...sources].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Whether a file that is not on disk yet is one of the folder's manifests. */
  private wouldFind(file: string): boolean {
    const { manifests, only } = this.options;
    if (only !== undefined) return file === only;
    const places = manifests.length === 0 ? [this.root] : manifests.map((each) => path.resolve(this.root, each));
    const place = places.find((each) => isInside(file, each));
    if (place === undefined || !isManifestName(file) || isOnDisk(file) || new Exclusion(this.exclude).excludes(file)) return false;
    return path.relative(place, file).split(path.sep).every((part) => !part.startsWith('.') && part !== 'node_modules');
  }
}
