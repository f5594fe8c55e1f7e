import type { Refusal, Refused } from './model';
import { isLivePod } from '../kubernetes/pod';
import type { Resource } from '../kubernetes/resource';
import { validateObject, type ValidationOptions } from '../kubernetes/validation/validate';

/**
 * What the API server refuses, but for what a flag of the server may allow, and pods that it has already.
 *
 * Whether an object is taken is decided here alone, and once: when somebody asks about it.
 */
export class Refusals implements Refused {
  private readonly known = new Map<Resource, Refusal | undefined>();

  constructor(private readonly options: Partial<ValidationOptions>) {}

  has(resource: Resource): boolean {
    return this.get(resource) !== undefined;
  }

  get(resource: Resource): Refusal | undefined {
    let refusal = this.known.get(resource);
    if (refusal === undefined && !this.known.has(resource)) this.known.set(resource, refusal = this.judge(resource));
    return refusal;
  }

  /** Whether somebody has asked about an object. */
  isJudged(resource: Resource): boolean {
    return this.known.has(resource);
  }

  private judge(resource: Resource): Refusal | undefined {
    const violation = validateObject(resource.object, this.options).violations.find(({ ofDefaults }) => ofDefaults !== true);
    return violation === undefined || isLivePod(resource) ? undefined : violation;
  }
}
