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

/** Warnings of addresses that are not canonical, and of a port name that two containers of a pod share. */
export const ADDRESS_AND_PORT_NAME_WARNINGS = 33;

/** Warnings of port definitions that repeat or overlap (pkg/api/pod/warnings.go). */
export const PORT_DEFINITION_WARNINGS = 28;

/** Templates leave host ports alone (DefaultHostNetworkHostPortsInPodTemplates is off); pods get them from their container ports. */
export const TEMPLATES_KEEP_HOST_PORTS = 28;

/** RelaxedDNSSearchValidation: search domains of pods may have underscores, or be `.`. */
export const RELAXED_SEARCHES = 33;

/** ContainerRestartRules: every container may have a restart policy. */
export const CONTAINER_RESTART_POLICIES = 35;

/** Until that feature is on, restart policies other than that of a sidecar are dropped unread; before 1.34 they are refused. */
export const DROPPED_RESTART_POLICIES = 34;

/** HostnameOverride. */
export const HOSTNAME_OVERRIDE = 35;

/** A StatefulSet's `serviceName` must be a label. */
export const STATEFUL_SERVICE_NAMES = 33;

/** The template of a StatefulSet is checked as that of any other workload; before, its labels and annotations only. */
export const STATEFUL_TEMPLATES = 34;
