import { readDestination, readAnswer, readRequest, type Answer, type RouteRequest, type RouteTo } from './arguments';
import { compareRoutes, readRouteLikeOptions, type RouteLikeOptions } from './route-like';
import { runFile, type PassOptions } from './route-tests';
import { routing, type Routing, type RoutingSubject } from './routing';
import { describeResult } from './texts';
import { resolveName } from '../cluster/dns/dns';
import type { DnsAnswer } from '../cluster/dns/model';
import { compare, type Mismatch } from '../expectations/compare';
import type { Description, Expectation, ExpectField, ExpectValue } from '../expectations/model';
import { describeRequest, type TestRequest } from '../expectations/requests';
import { ask, withNameHint } from '../expectations/run';
import { describe } from '../kubernetes/resource';
import { reasonOf } from '../manifests/find';
import { checkText } from '../report/check';
import { resolveText } from '../report/resolve';
import { resolveClient } from '../trace/client';
import type { Trace } from '../trace/model';
import type { Simulation } from '../trace/simulation';
import { findClient } from '../trace/trace';

/** What Jest and Vitest want of a matcher. */
export interface MatcherResult {
  readonly pass: boolean;
  message(): string;
}

/** The part of a matcher's `this` that counts here. */
export interface MatcherContext {
  readonly isNot?: boolean;
}

/** Who asks for a name. */
export interface ResolveOptions {
  /**
   * The workload whose pods ask, `KIND/NAME` or `NAMESPACE/KIND/NAME`.
   *
   * @default - any pod of the manifests' namespace
   */
  readonly from?: string;
}

const DELIVERED: readonly [ExpectField, readonly ExpectValue[]] = ['outcome', ['delivered']];

/** Matchers for `expect.extend`. */
export const matchers = {
  toRoute(this: MatcherContext, subject: RoutingSubject, request: RouteRequest, to?: RouteTo): MatcherResult {
    const is = readDestination(to);
    return judge(this, 'toRoute', subject, readRequest(request), new Map([DELIVERED, ...is]), is.size === 0 ? new Map([DELIVERED]) : is);
  },

  toAnswer(this: MatcherContext, subject: RoutingSubject, request: RouteRequest, answer: number | Answer): MatcherResult {
    const is = readAnswer(answer);
    return judge(this, 'toAnswer', subject, readRequest(request), is, is);
  },

  toFail(this: MatcherContext, subject: RoutingSubject, request: RouteRequest, reason?: string): MatcherResult {
    const is = readAnswer({ outcome: 'failed', ...(reason === undefined ? {} : { reason }) });
    return judge(this, 'toFail', subject, readRequest(request), is, is);
  },

  toResolve(this: MatcherContext, subject: RoutingSubject, name: string, options: ResolveOptions = {}): MatcherResult {
    const { simulation } = routing(subject);
    const { answer, from } = resolve(simulation, name, options.from ?? null);
    // an answer that nobody knows meets neither the expectation nor its opposite
    const pass = answer.outcome === 'unknown' ? this.isNot === true : answer.outcome === 'NOERROR' && answer.records.length > 0;
    return { pass, message: () => `${head('toResolve', this.isNot === true, `'${name}'`)}\n\n${resolveText(answer, from, false)}` };
  },

  toHaveNoRoutingErrors(this: MatcherContext, subject: RoutingSubject): MatcherResult {
    const read = routing(subject);
    const findings = read.findings();
    const errors = findings.filter(({ severity }) => severity === 'error');
    const summary = { objects: read.simulation.cluster.resources.length, suppressed: 0 };
    return {
      pass: errors.length === 0,
      message: () => `${head('toHaveNoRoutingErrors', this.isNot === true, '')}\n\n${
        errors.length === 0 ? 'but no rule finds an error\n' : checkText(errors, summary, false)}`,
    };
  },

  toPassRouteTests(this: MatcherContext, subject: RoutingSubject, file: string, options: PassOptions = {}): MatcherResult {
    const { pass, report } = runFile(routing(subject), file, options);
    return { pass, message: () => `${head('toPassRouteTests', this.isNot === true, `'${file}'`)}\n\n${report()}` };
  },

  toRouteLike(this: MatcherContext, subject: RoutingSubject, old: RoutingSubject, options: RouteLikeOptions = {}): MatcherResult {
    const read = readRouteLikeOptions(options);
    const { alike, report } = compareRoutes(readOld(old), routing(subject), read);
    const isNot = this.isNot === true;
    const { except = [] } = read;
    const args = except.length === 0 ? 'old' : `old, { except: [${except.map((kind) => `'${kind}'`).join(', ')}] }`;
    const note = isNot && alike === 'unknown' ? '\nwhether anything differs is not known, so that nothing is proven of it\n' : '';
    // what is not known meets neither the expectation nor its opposite
    return { pass: alike === 'unknown' ? isNot : alike === 'same', message: () => `${head('toRouteLike', isNot, args)}\n\n${report()}${note}` };
  },
};

/** The routes that others are compared with: what is wrong with them is not said as if it were of those that are expected to be like them. */
function readOld(old: RoutingSubject): Routing {
  try {
    return routing(old);
  } catch (error) {
    throw new Error(`toRouteLike: old: ${reasonOf(error)}`);
  }
}

/**
 * Compares an answer with what is expected, or for `.not` with what must not happen: where a request leaves what the manifests describe, neither
 * is proven.
 */
function judge(
  context: MatcherContext, name: string, subject: RoutingSubject, request: TestRequest, is: Description, not: Description,
): MatcherResult {
  const { simulation } = routing(subject);
  const trace = ask(simulation, request);
  if (typeof trace === 'string') throw new Error(`${name}: ${trace}`);
  const isNot = context.isNot === true;
  const expectation: Expectation = isNot ? { is: new Map(), not: [not] } : { is, not: [] };
  const mismatches = isNot && isUnproven(trace, not) ? [unproven(not)] : compare(expectation, trace);
  return {
    pass: (mismatches.length === 0) !== isNot,
    message: () => message(name, isNot, request, trace, mismatches.map((each) => withNameHint(simulation.cluster, each))),
  };
}

function isUnproven(trace: Trace, not: Description): boolean {
  return trace.outcome === 'unknown' && not.get('outcome')?.includes('unknown') !== true;
}

function unproven(not: Description): Mismatch {
  const [[field, expected]] = not;
  return { field, not: 0, expected, actual: [], hint: 'where the request ends is not known, so that nothing is proven of it' };
}

function message(name: string, isNot: boolean, request: TestRequest, trace: Trace, mismatches: readonly Mismatch[]): string {
  return `${head(name, isNot, `'${describeRequest(request)}', ...`)}\n\n${describeResult(mismatches, trace)}`;
}

function head(name: string, isNot: boolean, args: string): string {
  return `expect(routes)${isNot ? '.not' : ''}.${name}(${args})`;
}

/** What DNS answers; without a client, a pod of the only namespace of the manifests. */
function resolve({ cluster }: Simulation, name: string, text: string | null): { readonly answer: DnsAnswer; readonly from: string } {
  if (text === null) {
    const namespaces = new Set(cluster.services.all.map((service) => service.namespace));
    const namespace = namespaces.size === 1 ? [...namespaces][0] : cluster.settings.namespace;
    return { answer: resolveName(cluster, name, { namespace, pod: null }), from: namespace };
  }
  const ref = resolveClient(cluster, text, cluster.settings.namespace);
  if (typeof ref === 'string') throw new Error(`toResolve: from: ${ref}`);
  return { answer: resolveName(cluster, name, { namespace: ref.namespace, pod: findClient(cluster, ref) ?? null }), from: describe(ref) };
}

