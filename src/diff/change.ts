import type { Answer } from './answers';
import type { PathAreas } from './areas';
import type { ChangeKind } from './compare';
import type { OpenQuestion } from '../kubernetes/open-question';
import type { AcceptedDifference } from '../manifests/config';

/** A request that shows a change. */
export interface ExampleRequest {
  readonly method: string;
  readonly url: string;
  /** `Name: value` each; absent where there are none. */
  readonly headers?: readonly string[];
  /** `kiada/Pod/*`: any pod of the namespace; `kiada/Deployment/quote`: its pods; null: from outside the cluster. */
  readonly from: string | null;
}

/** Requests that a change concerns. */
export type Scope = HttpScope | DialScope;

export interface HttpScope {
  readonly kind: 'http';
  readonly schemes: readonly string[];
  /** `api.example.com`, `*.example.com`, `*` for all hosts that no rule names; more than one where all is alike for them. */
  readonly hosts: readonly string[];
  /** The router, where several serve the host. */
  readonly router: string | null;
  readonly paths: PathAreas;
  /** Paths of classes that patterns make, shortest first. */
  readonly examples: readonly string[];
  /** What else the requests have: `POST`, `header x: a`; empty where they have it or not. */
  readonly condition: string;
  readonly request: ExampleRequest;
}

export interface DialScope {
  readonly kind: 'dial';
  /** `quote.kiada.svc port 80, from pods`. */
  readonly text: string;
  readonly request: ExampleRequest;
}

/** Requests whose outcome differs in the same way. */
export interface RoutingChange {
  readonly kind: ChangeKind;
  readonly request: ExampleRequest;
  /** The answers to that request. */
  readonly before: Answer;
  readonly after: Answer;
  /** What the answer depends on now and did not before. */
  readonly newQuestions: readonly OpenQuestion[];
  /** What annotations asked for before and do not now. */
  readonly goneSettings: readonly OpenQuestion[];
  /** Of lost requests: a request that reaches the same port of the same pods now, and did not before; null where there is none. */
  readonly insteadNow: ExampleRequest | null;
  /** At least one. */
  readonly scopes: readonly Scope[];
  /** How many classes of requests differ so. */
  readonly classes: number;
}

/** A change that the config accepts. */
export interface AcceptedChange {
  readonly change: RoutingChange;
  readonly acceptance: AcceptedDifference;
}

/** Which requests change their outcome. */
export interface RoutingDiff {
  /** Worst first. */
  readonly changes: readonly RoutingChange[];
  /** How many classes of requests were asked on both sides, and how many of them differ. */
  readonly asked: number;
  readonly differing: number;
  /** How many of them arrive at pods before. */
  readonly arriving: number;
  /** How many classes of clients were not asked, because NetworkPolicies tell far too many apart. */
  readonly clientsLeftOut: number;
  /** What routers tell requests apart by and the diff does not, one sentence each: where there is any, no difference found is none proved. */
  readonly leftOut: readonly string[];
  /** What the config accepts of the differences; `changes` has it no more. */
  readonly accepted: readonly AcceptedChange[];
}
