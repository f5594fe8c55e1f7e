import { compileIngressNginx } from './compile';
import { FACTS } from './facts';
import type { Dialect } from '../dialect';

export const INGRESS_NGINX: Dialect = { ...FACTS, compile: compileIngressNginx };
