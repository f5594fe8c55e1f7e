import type { MatchType } from './match-type';
import type { RequestRules } from './request-rules';
import type { Ingress, IngressPath, IngressRule } from '../../../kubernetes/ingress';
import type { OpenQuestion, Source } from '../../../kubernetes/open-question';
import type { ServiceTarget } from '../../model';

/** One line of the maps: a path of a host. */
export interface PathEntry {
  readonly ingress: Ingress;
  /** null: the default backend, which is a path `/` of every host. */
  readonly rule: IngressRule | null;
  readonly path: IngressPath | null;
  /** In lower case; empty for every host. */
  readonly host: string;
  readonly text: string;
  readonly match: MatchType;
  /** Entries are numbered in the order in which the controller adds them, those of the oldest Ingress first. */
  readonly order: number;
  readonly source: Source;
  /** null: the path is redirected and has no backend. */
  readonly target: ServiceTarget | null;
  readonly rules: RequestRules;
  /** Whether `spec.tls` of its Ingress names its host. */
  readonly hasTls: boolean;
  readonly open: readonly OpenQuestion[];
  /** Its Service is not in the manifests: the path is there only if it is in the cluster. */
  readonly isMissing: boolean;
}

const MATCHES: readonly MatchType[] = ['exact', 'prefix', 'begin', 'regex'];

/** @see https://github.com/jcmoraisjr/haproxy-ingress/blob/465a51ce67a788872faa4f04027defa6805ff87f/pkg/converters/ingress/ingress.go readPathType */
export function matchTypeOf({ pathType }: IngressPath, annotation: string | null): MatchType {
  if (pathType === 'Exact') return 'exact';
  if (pathType === 'Prefix') return 'prefix';
  return MATCHES.find((each) => each === annotation?.toLowerCase()) ?? 'begin';
}
