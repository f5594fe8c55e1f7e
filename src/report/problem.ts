import type { Origin } from '../kubernetes/resource';
import type { InputProblem } from '../manifests/yaml/parse';

/** A place as compilers write it, so that editors find it: `dist/app.k8s.yaml:12:5: `; empty where there is none. */
export function placePrefix(file: string | null, line: number | null, column: number | null): string {
  if (file === null) return '';
  return line === null ? `${file}: ` : `${file}:${line}:${column ?? 1}: `;
}

/** Why a part of the input could not be used: `dist/app.k8s.yaml:12:5: error: ...`. */
export function problemText({ file, line, column, message }: InputProblem): string {
  return `${placePrefix(file, line, column)}error: ${message}`;
}

/** Something about the input that is worth saying: `dist/app.k8s.yaml:12:5: warning: ...`. */
export function noticeText(origin: Origin, path: string, message: string): string {
  const position = origin.locate(path);
  return `${placePrefix(origin.file, position?.line ?? null, position?.column ?? null)}warning: ${message}`;
}
