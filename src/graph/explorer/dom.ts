/// <reference lib="dom" />

/** An element of the page. */
export function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no ${id}`);
  return found;
}

/** A field of the page. */
export function input(id: string): HTMLInputElement | HTMLTextAreaElement {
  return element(id) as HTMLInputElement | HTMLTextAreaElement;
}

/** A new element; texts are text. */
export function create(tag: string, attributes: Readonly<Record<string, string>>, children: readonly (Node | string)[] = []): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** Puts something in place of what an element holds. */
export function fill(id: string, children: readonly (Node | string)[]): void {
  element(id).replaceChildren(...children);
}
