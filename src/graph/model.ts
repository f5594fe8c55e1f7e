/*
 * The route map as data: who enters, what decides, where requests end. Every renderer draws this and nothing else.
 */

/** The columns of the map, from left to right. */
export const COLUMNS = ['entry', 'router', 'route', 'service', 'workload', 'outside'] as const;

export type Column = typeof COLUMNS[number];

/** `broken`: requests do not arrive; `uncertain`: the manifests do not decide whether they do; `answer`: a router answers by itself, as with a redirect. */
export type State = 'good' | 'answer' | 'uncertain' | 'broken';

export interface GraphNode {
  /** Stable for the same objects. */
  readonly id: string;
  readonly column: Column;
  readonly label: string;
  /** What there is to say besides the name, in few words; may be empty. */
  readonly detail: string;
  /** The area that it is drawn in, of Services and workloads; null: none. */
  readonly namespace: string | null;
  /** Of routes; empty = every host. */
  readonly host?: string;
  readonly state: State;
  /** The ids of the boxes that are drawn as this one; absent: it is one. */
  readonly members?: readonly string[];
  /** The whole of it: reasons, what it depends on, where it is written. */
  readonly title: string;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** A share, a port, a reason; may be empty. */
  readonly label: string;
  readonly state: State;
  /** Network policies that block the connection, or a part of it. */
  readonly barriers: readonly string[];
  readonly title: string;
}

export interface RouteGraph {
  /** By column, in the order of `routes`. */
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** What the picture leaves out or draws together, as sentences. */
  readonly notes: readonly string[];
}

const ORDER: readonly State[] = ['good', 'answer', 'uncertain', 'broken'];

/** The worse of two. */
export function worse(a: State, b: State): State {
  return ORDER.indexOf(a) < ORDER.indexOf(b) ? b : a;
}
