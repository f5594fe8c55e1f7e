/** A fenced block of a Markdown page. */
export interface Block {
  /** The word behind the fence: `ts`, `yaml`, `console`. */
  readonly language: string;
  /** Between the fences, with the last line end. */
  readonly body: string;
  /** Where the body stands in the page. */
  readonly start: number;
  readonly end: number;
  /** The line of the opening fence, from 1. */
  readonly line: number;
  /** What a comment `<!-- docs: ... -->` right before the fence says. */
  readonly directive: string | null;
}

const FENCE = /^```(\w*)[^\n]*\n([\s\S]*?)^```[ \t]*$/gm;
const DIRECTIVE = /<!-- docs: ([^\n]*?) -->\s*$/;

/** The fenced blocks of a page, in order. */
export function blocksOf(page: string): readonly Block[] {
  return [...page.matchAll(FENCE)].map((match) => {
    const start = match.index + match[0].indexOf('\n') + 1;
    return {
      language: match[1],
      body: match[2],
      start,
      end: start + match[2].length,
      line: page.slice(0, match.index).split('\n').length,
      directive: DIRECTIVE.exec(page.slice(0, match.index))?.[1] ?? null,
    };
  });
}

/** The file that a block stands for: its first line is `# name.yaml` or `// name.ts`, or its directive says `file name.json`. */
export function fileOf({ body, directive }: Block): string | null {
  return /^file (\S+)$/.exec(directive ?? '')?.[1] ?? /^(?:#|\/\/) ([\w./-]+\.(?:ya?ml|json|ts))$/m.exec(body.split('\n', 1)[0])?.[1] ?? null;
}

/** A page with the bodies of some blocks replaced. */
export function withBodies(page: string, bodies: ReadonlyMap<Block, string>): string {
  let text = '';
  let at = 0;
  for (const [{ start, end }, body] of [...bodies].sort(([a], [b]) => a.start - b.start)) {
    text += page.slice(at, start) + body;
    at = end;
  }
  return text + page.slice(at);
}

/** A page without its code, for what counts in prose only. */
export function proseOf(page: string): string {
  return page.replace(FENCE, (block) => block.replace(/[^\n]/g, '')).replace(/`[^`\n]*`/g, (code) => `\`${'x'.repeat(code.length - 2)}\``);
}

/** The links of a page to files of the project, with their lines. */
export function linksOf(page: string): readonly { readonly target: string; readonly line: number }[] {
  const prose = proseOf(page);
  return [...prose.matchAll(/\]\(([^()\s]+)\)/g)]
    .map((match) => ({ target: match[1], line: prose.slice(0, match.index).split('\n').length }))
    .filter(({ target }) => !/^[a-z]+:/.test(target));
}

/** The anchors of a page's headings, as GitHub makes them. */
export function anchorsOf(page: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  const headings = page.replace(FENCE, '').matchAll(/^#+ (.*)$/gm);
  for (const [, heading] of headings) {
    const text = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').trim().toLowerCase();
    const slug = text.replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-');
    let anchor = slug;
    for (let n = 1; anchors.has(anchor); n++) anchor = `${slug}-${n}`;
    anchors.add(anchor);
  }
  return anchors;
}
