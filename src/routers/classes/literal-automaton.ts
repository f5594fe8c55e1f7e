/** A literal that texts are held against: all of it, its beginning, or its beginning by whole path elements. */
export interface Literal {
  readonly kind: 'exact' | 'string-prefix' | 'element-prefix';
  readonly text: string;
}

interface Node {
  readonly depth: number;
  readonly next: Map<number, Node>;
  readonly id: number;
  /** Indexes of the literals that a text which ends here matches, and of those that one which goes on from here to nowhere else matches. */
  readonly ending: number[];
  readonly leaving: number[];
}

/**
 * Many literals as one automaton, a trie: its states are the nodes, and for each node a state behind it that no literal goes on from.
 *
 * The sets of literals that a state stands for are read by `matched`.
 */
export class LiteralAutomaton {
  readonly start: number;
  private readonly nodes: Node[] = [];
  private readonly characters = new Set<number>();

  /** @param literals their places are what `matched` names */
  constructor(literals: readonly Literal[]) {
    const root = this.node(0);
    this.start = root.id * 2;
    literals.forEach((literal, index) => this.add(root, literal, index));
    collectPrefixes(root);
  }

  /** States of nodes are even, the states behind them odd. */
  step(state: number, character: number): number {
    if (state % 2 === 1) return state;
    const next = this.nodes[state / 2].next.get(character);
    return next === undefined ? state + 1 : next.id * 2;
  }

  /** Indexes of the literals that a text which ends in the state matches. */
  matched(state: number): readonly number[] {
    const { ending, leaving } = this.nodes[Math.floor(state / 2)];
    return state % 2 === 0 ? ending : leaving;
  }

  signature(character: number): string {
    return this.characters.has(character) ? String(character) : '';
  }

  private add(root: Node, { kind, text }: Literal, index: number): void {
    if (kind !== 'element-prefix') {
      const node = this.walk(root, text);
      (kind === 'exact' ? node.ending : node.leaving).push(index);
      return;
    }
    const elements = text.endsWith('/') ? text.slice(0, -1) : text;
    const whole = this.walk(root, elements);
    // of `/` every path: they all begin with it
    if (elements !== '') whole.ending.push(index);
    this.walk(whole, '/').leaving.push(index);
  }

  private walk(from: Node, text: string): Node {
    let node = from;
    for (let i = 0; i < text.length; i++) {
      const character = text.charCodeAt(i);
      this.characters.add(character);
      let next = node.next.get(character);
      if (next === undefined) node.next.set(character, next = this.node(node.depth + 1));
      node = next;
    }
    return node;
  }

  private node(depth: number): Node {
    const node: Node = { depth, next: new Map(), id: this.nodes.length, ending: [], leaving: [] };
    this.nodes.push(node);
    return node;
  }
}

/** What begins at a node holds for all texts below it. */
function collectPrefixes(root: Node): void {
  const stack: (readonly [Node, readonly number[]])[] = [[root, []]];
  for (let each = stack.pop(); each !== undefined; each = stack.pop()) {
    const [node, above] = each;
    const prefixes = node.leaving.length === 0 ? above : [...above, ...node.leaving];
    node.leaving.splice(0, node.leaving.length, ...prefixes);
    node.ending.push(...prefixes);
    for (const next of node.next.values()) stack.push([next, prefixes]);
  }
}
