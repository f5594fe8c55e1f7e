/** Ingress controllers: `PathRouter` writes for some of them, and a model, a check and the command read as any of them. */
export enum IngressController {
  /** Each class as its own controller reads it. */
  AUTO = 'auto',
  /** The text of the Ingress v1 API. */
  SPEC = 'spec',
  /** ingress-nginx, the Kubernetes project's controller (annotations `nginx.ingress.kubernetes.io/...`). */
  INGRESS_NGINX = 'ingress-nginx',
  /** NGINX Ingress Controller by F5 NGINX (annotations `nginx.org/...`). */
  NGINX_INC = 'nginx-inc',
  /** Traefik 2.10 and newer, provider `kubernetesIngress` with the Traefik custom resources (`Middleware` objects). */
  TRAEFIK = 'traefik',
  /** HAProxy Kubernetes Ingress Controller by HAProxy Technologies (annotations `haproxy.org/...`). */
  HAPROXY = 'haproxy',
  /** HAProxy Ingress by jcmoraisjr (annotations `haproxy-ingress.github.io/...`). */
  HAPROXY_INGRESS = 'haproxy-ingress',
  /** Contour. */
  CONTOUR = 'contour',
  /** AWS Load Balancer Controller. */
  ALB = 'alb',
  /** GKE Ingress. */
  GCE = 'gce',
}
