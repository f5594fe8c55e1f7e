import type { Router, RouterId } from './model';

/** A router as documents name it. */
export interface RouterName {
  readonly kind: RouterId['kind'];
  /** `spec` where the Ingress is read as the text. */
  readonly controller: string | null;
  /** The IngressClass. */
  readonly class: string | null;
  /** `namespace/name`. */
  readonly gateway: string | null;
}

export function routerName({ id: { kind, controller, className, name } }: Router): RouterName {
  return { kind, controller, class: className, gateway: kind === 'Gateway' ? name : null };
}
