/** What follows a prefix that was matched as a whole path element: group 1 is its end, group 2 the rest. */
export const ELEMENT_END = '(/|$)(.*)';

/**
 * A path as a regular expression that matches just its text.
 *
 * @returns without a trailing `/`, so that the path `/` gives the empty expression
 */
export function pathPattern(path: string): string {
  return path.replace(/\/+$/, '').replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
