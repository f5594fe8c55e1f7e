import { META_RULES } from './meta-rules';
import type { Rule, RuleDescription } from './rule';
import { ADDRESS_UNREACHABLE } from './rules/address-unreachable';
import { ALB_WITHOUT_NODE_PORT } from './rules/alb-without-node-port';
import { AMBIGUOUS_ROUTE } from './rules/ambiguous-route';
import { ANNOTATION_OF_OTHER_CONTROLLER } from './rules/annotation-of-other-controller';
import { API_WARNING } from './rules/api-warning';
import { AUTOSCALER_TARGET_MISSING } from './rules/autoscaler-target-missing';
import { BACKEND_PORT_MISSING } from './rules/backend-port-missing';
import { BACKEND_SCALED_TO_ZERO } from './rules/backend-scaled-to-zero';
import { BACKEND_SERVICE_MISSING } from './rules/backend-service-missing';
import { BREAKS_ROUTER } from './rules/breaks-router';
import { CANARY_WITHOUT_PRIMARY } from './rules/canary-without-primary';
import { CONTROLLER_IGNORES } from './rules/controller-ignores';
import { CONTROLLER_REFUSES } from './rules/controller-refuses';
import { DEFAULT_CLASS_AMBIGUOUS } from './rules/default-class-ambiguous';
import { DIFFERS_BY_CONTROLLER } from './rules/differs-by-controller';
import { DNS_EGRESS_BLOCKED } from './rules/dns-egress-blocked';
import { DUPLICATE_ROUTE } from './rules/duplicate-route';
import { ENDPOINT_PORT_MISMATCH } from './rules/endpoint-port-mismatch';
import { ENDPOINTS_WITHOUT_SERVICE } from './rules/endpoints-without-service';
import { EXACT_PATH_SLASH } from './rules/exact-path-slash';
import { EXTERNAL_NAME_ADDRESS } from './rules/external-name-address';
import { EXTERNAL_NAME_BACKEND } from './rules/external-name-backend';
import { EXTERNAL_NAME_PORTS } from './rules/external-name-ports';
import { EXTERNAL_NAME_UNKNOWN } from './rules/external-name-unknown';
import { GATEWAY_CLASS_UNKNOWN } from './rules/gateway-class-unknown';
import { GRANT_WITHOUT_EFFECT } from './rules/grant-without-effect';
import { HEADLESS_PORT_MAPPED } from './rules/headless-port-mapped';
import { HOST_WITHOUT_TLS } from './rules/host-without-tls';
import { HOSTLESS_RULE_HIDDEN } from './rules/hostless-rule-hidden';
import { INGRESS_CLASS_MISSING } from './rules/ingress-class-missing';
import { INGRESS_CLASS_UNKNOWN } from './rules/ingress-class-unknown';
import { INVALID_OBJECT } from './rules/invalid-object';
import { KIND_NOT_SIMULATED } from './rules/kind-not-simulated';
import { LISTENER_NOT_SERVED } from './rules/listener-not-served';
import { OBJECT_GIVEN_TWICE } from './rules/object-given-twice';
import { OBJECT_WITHOUT_EFFECT } from './rules/object-without-effect';
import { PATTERN_AS_TEXT } from './rules/pattern-as-text';
import { POD_NOT_ISOLATED } from './rules/pod-not-isolated';
import { POD_SUBDOMAIN_UNKNOWN } from './rules/pod-subdomain-unknown';
import { POLICY_BLOCKS_ROUTER } from './rules/policy-blocks-router';
import { POLICY_PEER_OR } from './rules/policy-peer-or';
import { POLICY_PEER_SELECTS_NOTHING } from './rules/policy-peer-selects-nothing';
import { POLICY_PORT_NAME_UNKNOWN } from './rules/policy-port-name-unknown';
import { POLICY_SELECTS_NOTHING } from './rules/policy-selects-nothing';
import { POLICY_SERVICE_PORT } from './rules/policy-service-port';
import { PROBE_PORT_UNKNOWN } from './rules/probe-port-unknown';
import { REWRITE_DROPS_PATH } from './rules/rewrite-drops-path';
import { ROUTE_BACKEND_MISSING } from './rules/route-backend-missing';
import { ROUTE_NOT_ATTACHED } from './rules/route-not-attached';
import { ROUTE_SHADOWED } from './rules/route-shadowed';
import { ROUTE_WEIGHTS_ZERO } from './rules/route-weights-zero';
import { SELECTOR_TOO_BROAD } from './rules/selector-too-broad';
import { SERVICE_SELECTS_NOTHING } from './rules/service-selects-nothing';
import { SERVICE_WITHOUT_ENDPOINTS } from './rules/service-without-endpoints';
import { STATEFUL_SET_SERVICE } from './rules/stateful-set-service';
import { TARGET_PORT_NAME_UNKNOWN } from './rules/target-port-name-unknown';
import { TARGET_PORT_UNDECLARED } from './rules/target-port-undeclared';
import { TLS_HOST_WITHOUT_RULE } from './rules/tls-host-without-rule';
import { TLS_SECRET_MISSING } from './rules/tls-secret-missing';
import { UNREACHABLE_ROUTE } from './rules/unreachable-route';

/** Every rule of `check`, by id. */
export const RULES: readonly Rule[] = [
  ADDRESS_UNREACHABLE,
  ALB_WITHOUT_NODE_PORT,
  AMBIGUOUS_ROUTE,
  ANNOTATION_OF_OTHER_CONTROLLER,
  API_WARNING,
  AUTOSCALER_TARGET_MISSING,
  BACKEND_PORT_MISSING,
  BACKEND_SCALED_TO_ZERO,
  BACKEND_SERVICE_MISSING,
  BREAKS_ROUTER,
  CANARY_WITHOUT_PRIMARY,
  CONTROLLER_IGNORES,
  CONTROLLER_REFUSES,
  DEFAULT_CLASS_AMBIGUOUS,
  DIFFERS_BY_CONTROLLER,
  DNS_EGRESS_BLOCKED,
  DUPLICATE_ROUTE,
  ENDPOINT_PORT_MISMATCH,
  ENDPOINTS_WITHOUT_SERVICE,
  EXACT_PATH_SLASH,
  EXTERNAL_NAME_ADDRESS,
  EXTERNAL_NAME_BACKEND,
  EXTERNAL_NAME_PORTS,
  EXTERNAL_NAME_UNKNOWN,
  GATEWAY_CLASS_UNKNOWN,
  GRANT_WITHOUT_EFFECT,
  HEADLESS_PORT_MAPPED,
  HOST_WITHOUT_TLS,
  HOSTLESS_RULE_HIDDEN,
  INGRESS_CLASS_MISSING,
  INGRESS_CLASS_UNKNOWN,
  INVALID_OBJECT,
  KIND_NOT_SIMULATED,
  LISTENER_NOT_SERVED,
  OBJECT_GIVEN_TWICE,
  OBJECT_WITHOUT_EFFECT,
  PATTERN_AS_TEXT,
  POD_NOT_ISOLATED,
  POD_SUBDOMAIN_UNKNOWN,
  POLICY_BLOCKS_ROUTER,
  POLICY_PEER_OR,
  POLICY_PEER_SELECTS_NOTHING,
  POLICY_PORT_NAME_UNKNOWN,
  POLICY_SELECTS_NOTHING,
  POLICY_SERVICE_PORT,
  PROBE_PORT_UNKNOWN,
  REWRITE_DROPS_PATH,
  ROUTE_BACKEND_MISSING,
  ROUTE_NOT_ATTACHED,
  ROUTE_SHADOWED,
  ROUTE_WEIGHTS_ZERO,
  SELECTOR_TOO_BROAD,
  SERVICE_SELECTS_NOTHING,
  SERVICE_WITHOUT_ENDPOINTS,
  STATEFUL_SET_SERVICE,
  TARGET_PORT_NAME_UNKNOWN,
  TARGET_PORT_UNDECLARED,
  TLS_HOST_WITHOUT_RULE,
  TLS_SECRET_MISSING,
  UNREACHABLE_ROUTE,
];

/** What every id of a finding stands for: the rules, and what is found wrong with the checking itself. */
export const DESCRIPTIONS: readonly RuleDescription[] = [...RULES, ...META_RULES];
