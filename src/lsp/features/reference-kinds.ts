/** Which kind a reference means that names none; null where it must name one. */
export interface NamedKind {
  readonly kind: string | null;
}

/** Fields that hold a reference with a `name`, or a list of them. */
export const NAMED_OBJECTS: Readonly<Record<string, NamedKind>> = {
  // Ingress
  service: { kind: 'Service' },
  resource: { kind: null },
  // Gateway API
  parentRef: { kind: 'Gateway' },
  parentRefs: { kind: 'Gateway' },
  backendRef: { kind: 'Service' },
  backendRefs: { kind: 'Service' },
  targetRef: { kind: null },
  targetRefs: { kind: null },
  extensionRef: { kind: null },
  parametersRef: { kind: null },
  certificateRefs: { kind: 'Secret' },
  clientCertificateRef: { kind: 'Secret' },
  caCertificateRefs: { kind: 'ConfigMap' },
  to: { kind: null },
  // autoscalers
  scaleTargetRef: { kind: 'Deployment' },
  // pods
  configMap: { kind: 'ConfigMap' },
  configMapRef: { kind: 'ConfigMap' },
  configMapKeyRef: { kind: 'ConfigMap' },
  secretRef: { kind: 'Secret' },
  secretKeyRef: { kind: 'Secret' },
  imagePullSecrets: { kind: 'Secret' },
  // RBAC
  roleRef: { kind: null },
  subjects: { kind: null },
};

/** Fields that are the name of an object, and its kind. */
export const STRING_FIELDS: Readonly<Record<string, string>> = {
  'ingressClassName': 'IngressClass',
  'gatewayClassName': 'GatewayClass',
  'serviceName': 'Service',
  'secretName': 'Secret',
  'serviceAccountName': 'ServiceAccount',
  'claimName': 'PersistentVolumeClaim',
  'namespace': 'Namespace',
  'kubernetes.io/service-name': 'Service',
  'kubernetes.io/ingress.class': 'IngressClass',
};
