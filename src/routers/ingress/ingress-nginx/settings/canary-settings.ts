import { valueOr, type Annotations } from './annotations';
import { basicChars, regexChars } from './validators';

/** How a canary takes its share of the requests of its primary. */
export interface CanarySettings {
  readonly weight: number;
  readonly weightTotal: number;
  /** Empty: none. */
  readonly header: string;
  readonly headerValue: string;
  readonly headerPattern: string;
  readonly cookie: string;
}

/**
 * null: the Ingress is not a canary; other annotations of canaries have no effect then.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/internal/ingress/annotations/canary/main.go Parse
 */
export function readCanary(annotations: Annotations): CanarySettings | null {
  if (!valueOr(annotations.bool('canary'), false)) return null;
  return {
    weight: valueOr(annotations.int('canary-weight'), 0),
    weightTotal: valueOr(annotations.int('canary-weight-total'), 100),
    header: valueOr(annotations.text('canary-by-header', basicChars), ''),
    headerValue: valueOr(annotations.text('canary-by-header-value', basicChars), ''),
    headerPattern: valueOr(annotations.text('canary-by-header-pattern', regexChars), ''),
    cookie: valueOr(annotations.text('canary-by-cookie', basicChars), ''),
  };
}
