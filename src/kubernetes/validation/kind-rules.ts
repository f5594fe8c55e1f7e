import type { JsonObject } from '../resource';
import type { GatewayApiRelease } from './gateway/release';
import type { Report } from './report';
import type { Schema } from './schema';

/** What the verdict hangs on besides the object. */
export interface ValidationOptions {
  /** Minor of Kubernetes 1.x whose rules apply, 27 to 37. */
  readonly kubernetesMinor: number;
  /** Which definitions of the Gateway API are installed. */
  readonly gatewayApi: GatewayApiRelease;
}

/** The rules for one kind of one API version. */
export interface KindRules {
  /** What the server's strict decoding takes. */
  readonly schema: Schema;

  /**
   * What the server checks once an object is decoded and defaulted.
   *
   * Any field may still have a wrong type (decoding has reported it), so fields are read through `fields.ts`.
   */
  readonly validate: (object: JsonObject, report: Report, options: ValidationOptions) => void;
}
