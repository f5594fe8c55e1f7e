/**
 * Kinds that have no namespace, by API group: those that Kubernetes serves itself (`kubectl api-resources --namespaced=false`), and those of
 * widely used extensions.
 */
const CLUSTER_SCOPED: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['', new Set(['Namespace', 'Node', 'PersistentVolume', 'ComponentStatus'])],
  ['admissionregistration.k8s.io', new Set([
    'MutatingAdmissionPolicy', 'MutatingAdmissionPolicyBinding', 'MutatingWebhookConfiguration',
    'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding', 'ValidatingWebhookConfiguration',
  ])],
  ['apiextensions.k8s.io', new Set(['CustomResourceDefinition'])],
  ['apiregistration.k8s.io', new Set(['APIService'])],
  ['authentication.k8s.io', new Set(['SelfSubjectReview', 'TokenReview'])],
  ['authorization.k8s.io', new Set(['SelfSubjectAccessReview', 'SelfSubjectRulesReview', 'SubjectAccessReview'])],
  ['certificates.k8s.io', new Set(['CertificateSigningRequest', 'ClusterTrustBundle'])],
  ['extensions', new Set(['PodSecurityPolicy'])],
  ['flowcontrol.apiserver.k8s.io', new Set(['FlowSchema', 'PriorityLevelConfiguration'])],
  ['internal.apiserver.k8s.io', new Set(['StorageVersion'])],
  ['networking.k8s.io', new Set(['IngressClass', 'IPAddress', 'ServiceCIDR'])],
  ['node.k8s.io', new Set(['RuntimeClass'])],
  ['policy', new Set(['PodSecurityPolicy'])],
  ['rbac.authorization.k8s.io', new Set(['ClusterRole', 'ClusterRoleBinding'])],
  ['resource.k8s.io', new Set(['DeviceClass', 'DeviceTaintRule', 'ResourceSlice'])],
  ['scheduling.k8s.io', new Set(['PriorityClass'])],
  ['storage.k8s.io', new Set(['CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment', 'VolumeAttributesClass'])],
  ['storagemigration.k8s.io', new Set(['StorageVersionMigration'])],

  ['cert-manager.io', new Set(['ClusterIssuer'])],
  ['cilium.io', new Set([
    'CiliumClusterwideNetworkPolicy', 'CiliumClusterwideEnvoyConfig', 'CiliumLoadBalancerIPPool', 'CiliumL2AnnouncementPolicy', 'CiliumNode',
  ])],
  ['crd.projectcalico.org', new Set(['BGPConfiguration', 'BGPPeer', 'FelixConfiguration', 'GlobalNetworkPolicy', 'GlobalNetworkSet', 'IPPool'])],
  ['external-secrets.io', new Set(['ClusterExternalSecret', 'ClusterSecretStore'])],
  ['elbv2.k8s.aws', new Set(['IngressClassParams'])],
  ['gateway.networking.k8s.io', new Set(['GatewayClass'])],
  ['kyverno.io', new Set(['ClusterPolicy'])],
  ['policy.networking.k8s.io', new Set(['AdminNetworkPolicy', 'BaselineAdminNetworkPolicy', 'ClusterNetworkPolicy'])],
  ['snapshot.storage.k8s.io', new Set(['VolumeSnapshotClass', 'VolumeSnapshotContent'])],
]);

/** Most objects are of other kinds, whatever their group. */
const KINDS: ReadonlySet<string> = new Set([...CLUSTER_SCOPED.values()].flatMap((kinds) => [...kinds]));

/** Whether objects of this kind live outside namespaces; kinds that nobody here knows are taken to live in one. */
export function isClusterScoped(apiVersion: string, kind: string): boolean {
  if (!KINDS.has(kind)) return false;
  const slash = apiVersion.indexOf('/');
  const group = slash === -1 ? '' : apiVersion.slice(0, slash);
  return CLUSTER_SCOPED.get(group)?.has(kind) ?? false;
}
