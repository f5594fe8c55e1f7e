/*
 * The first minor of Kubernetes 1.x in which a feature that changes verdicts is on by default (pkg/features/kube_features.go).
 */

/** StrictIPCIDRValidation: addresses without leading zeros, not IPv4-mapped, CIDRs without host bits. */
export const STRICT_ADDRESSES = 36;

/** RelaxedServiceNameValidation: a Service's name may start with a digit. */
export const RELAXED_SERVICE_NAMES = 36;

/** PreferSameTrafficDistribution: `trafficDistribution: PreferSameZone|PreferSameNode`, `hints.forNodes`. */
export const PREFER_SAME_ZONE_AND_NODE = 34;

/** Warnings of `externalIPs` and of `trafficDistribution: PreferClose` (pkg/api/service/warnings.go). */
export const DEPRECATED_EXTERNAL_IPS = 36;

/** The warning of every v1 Endpoints (KEP-4974). */
export const DEPRECATED_ENDPOINTS = 33;
