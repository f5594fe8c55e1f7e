import { LABEL_SELECTOR } from './label-selector';
import { OBJECT_META } from './metadata';
import { ANY, BOOL, INT32, INT64, INT_OR_STRING, listOf, object, STRING, STRING_LIST, STRING_MAP } from './schema';

/*
 * `v1.PodSpec` and what it is made of (k8s.io/api, core/v1/types.go, 1.27 to 1.37). Fields that routing does not read are known by
 * name only.
 */

const HTTP_GET = object({
  path: STRING, port: INT_OR_STRING, host: STRING, scheme: STRING, httpHeaders: listOf(object({ name: STRING, value: STRING })), protocol: ANY,
});

const TCP_SOCKET = object({ port: INT_OR_STRING, host: STRING });

export const PROBE = object({
  exec: object({ command: STRING_LIST }),
  httpGet: HTTP_GET,
  tcpSocket: TCP_SOCKET,
  grpc: object({ port: INT32, service: STRING, mode: ANY }),
  initialDelaySeconds: INT32,
  timeoutSeconds: INT32,
  periodSeconds: INT32,
  successThreshold: INT32,
  failureThreshold: INT32,
  terminationGracePeriodSeconds: INT64,
});

export const LIFECYCLE_HANDLER = object({
  exec: object({ command: STRING_LIST }),
  httpGet: HTTP_GET,
  tcpSocket: TCP_SOCKET,
  sleep: object({ seconds: INT64 }),
});

const CONTAINER_FIELDS = {
  name: STRING,
  image: STRING,
  command: STRING_LIST,
  args: STRING_LIST,
  workingDir: STRING,
  ports: listOf(object({ name: STRING, hostPort: INT32, containerPort: INT32, protocol: STRING, hostIP: STRING })),
  envFrom: ANY,
  env: ANY,
  resources: ANY,
  resizePolicy: ANY,
  restartPolicy: STRING,
  restartPolicyRules: ANY,
  volumeMounts: ANY,
  volumeDevices: ANY,
  livenessProbe: PROBE,
  readinessProbe: PROBE,
  startupProbe: PROBE,
  lifecycle: object({ postStart: LIFECYCLE_HANDLER, preStop: LIFECYCLE_HANDLER, stopSignal: STRING }),
  terminationMessagePath: STRING,
  terminationMessagePolicy: STRING,
  imagePullPolicy: STRING,
  securityContext: ANY,
  stdin: BOOL,
  stdinOnce: BOOL,
  tty: BOOL,
};

const CONTAINER = object(CONTAINER_FIELDS);

export const POD_SPEC = object({
  volumes: ANY,
  initContainers: listOf(CONTAINER),
  containers: listOf(CONTAINER),
  ephemeralContainers: listOf(object({ ...CONTAINER_FIELDS, targetContainerName: STRING })),
  restartPolicy: STRING,
  terminationGracePeriodSeconds: INT64,
  activeDeadlineSeconds: INT64,
  dnsPolicy: STRING,
  nodeSelector: STRING_MAP,
  serviceAccountName: STRING,
  serviceAccount: STRING,
  automountServiceAccountToken: BOOL,
  nodeName: STRING,
  hostNetwork: BOOL,
  hostPID: BOOL,
  hostIPC: BOOL,
  shareProcessNamespace: BOOL,
  securityContext: ANY,
  imagePullSecrets: listOf(object({ name: STRING })),
  hostname: STRING,
  subdomain: STRING,
  affinity: ANY,
  schedulerName: STRING,
  tolerations: ANY,
  hostAliases: listOf(object({ ip: STRING, hostnames: STRING_LIST })),
  priorityClassName: STRING,
  priority: INT32,
  dnsConfig: object({
    nameservers: STRING_LIST,
    searches: STRING_LIST,
    options: listOf(object({ name: STRING, value: STRING })),
  }),
  readinessGates: listOf(object({ conditionType: STRING })),
  runtimeClassName: STRING,
  enableServiceLinks: BOOL,
  preemptionPolicy: STRING,
  overhead: ANY,
  topologySpreadConstraints: ANY,
  setHostnameAsFQDN: BOOL,
  os: ANY,
  hostUsers: BOOL,
  schedulingGates: listOf(object({ name: STRING })),
  resourceClaims: ANY,
  resources: ANY,
  hostnameOverride: STRING,
  schedulingGroup: ANY,
  evictionResponders: ANY,
  workloadRef: ANY,
});

export const POD_TEMPLATE = object({ metadata: OBJECT_META, spec: POD_SPEC });

/** What most workloads share beside their own fields. */
export const REPLICAS_AND_TEMPLATE = {
  replicas: INT32,
  selector: LABEL_SELECTOR,
  template: POD_TEMPLATE,
  minReadySeconds: INT32,
};
