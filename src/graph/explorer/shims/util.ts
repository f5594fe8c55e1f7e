/* What the engine takes of `node:util`, for the page: text without colors. */

export function styleText(_format: unknown, text: string): string {
  return text;
}
