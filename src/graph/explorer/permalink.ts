import type { TypedRequest } from './engine';

/** A request as the fragment of the page's address: `#url=http%3A%2F%2F...&from=...`. */
export function fragmentOf(request: TypedRequest): string {
  const parts = Object.entries(request).filter(([name, value]) => value !== '' && !(name === 'method' && value === 'GET'));
  return parts.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&');
}

/** The request of a fragment; null where it has none. */
export function requestOf(fragment: string): TypedRequest | null {
  const parts = new Map(fragment.replace(/^#/, '').split('&').map((part) => [part.split('=')[0], decoded(part.slice(part.indexOf('=') + 1))]));
  const url = parts.get('url');
  if (url === undefined || url === '') return null;
  return { url, method: parts.get('method') ?? 'GET', from: parts.get('from') ?? '', headers: parts.get('headers') ?? '' };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
