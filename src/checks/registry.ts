import type { Rule } from './rule';
import { API_WARNING } from './rules/api-warning';
import { BACKEND_PORT_MISSING } from './rules/backend-port-missing';
import { BACKEND_SERVICE_MISSING } from './rules/backend-service-missing';
import { DUPLICATE_ROUTE } from './rules/duplicate-route';
import { INVALID_OBJECT } from './rules/invalid-object';
import { SERVICE_SELECTS_NOTHING } from './rules/service-selects-nothing';
import { TARGET_PORT_NAME_UNKNOWN } from './rules/target-port-name-unknown';

/** Every rule of `check`, by id. */
export const RULES: readonly Rule[] = [
  API_WARNING,
  BACKEND_PORT_MISSING,
  BACKEND_SERVICE_MISSING,
  DUPLICATE_ROUTE,
  INVALID_OBJECT,
  SERVICE_SELECTS_NOTHING,
  TARGET_PORT_NAME_UNKNOWN,
];
