import * as path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The path of a file's URI; null for what is no file, and for what is no URI. */
export function pathOf(uri: string): string | null {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : null;
  } catch {
    return null;
  }
}

export function uriOf(file: string): string {
  return pathToFileURL(file).href;
}

/** Whether a file is in a folder, or is the folder. */
export function isInside(file: string, folder: string): boolean {
  const relative = path.relative(folder, file);
  return relative === '' || (!relative.startsWith(`..${path.sep}`) && relative !== '..' && !path.isAbsolute(relative));
}
