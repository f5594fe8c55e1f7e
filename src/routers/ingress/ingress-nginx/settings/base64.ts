/** Text in UTF-8 and base64, as clients send credentials. */
export function toBase64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
}

/** One character a byte; empty where the text is not base64. */
export function fromBase64(text: string): string {
  try {
    return atob(text);
  } catch {
    return '';
  }
}
