/* What the engine takes of Node's `Buffer`, for the page. */

export const Buffer = {
  byteLength: (text: string): number => new TextEncoder().encode(text).length,
};
