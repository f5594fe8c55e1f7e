import type { Resource } from '../kubernetes/resource';

/** Where a field stands, as far as it is known. */
export interface Place {
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
}

/** Where a field of an object stands. */
export function placeOf(resource: Resource | null, path: string | null): Place {
  if (resource === null || resource.origin.file === null) return { file: null, line: null, column: null };
  const position = resource.origin.locate(path ?? '');
  return { file: resource.origin.file, line: position?.line ?? null, column: position?.column ?? null };
}

/** `dist/kiada.k8s.yaml:12`, empty where the file is not known. */
export function placeText({ file, line }: Place): string {
  if (file === null) return '';
  return line === null ? file : `${file}:${line}`;
}
