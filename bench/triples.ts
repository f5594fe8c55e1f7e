const NAMESPACES = 10;

/** A Deployment, a Service and an Ingress of an app, in one of ten namespaces. */
export function triple(i: number): string {
  const name = `app-${i}`;
  const metadata = `metadata:\n  name: ${name}\n  namespace: team-${i % NAMESPACES}\n  labels:\n    app.kubernetes.io/name: ${name}\n    app.kubernetes.io/part-of: shop\n`;
  return `---
apiVersion: apps/v1
kind: Deployment
${metadata}spec:
  replicas: 2
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
        tier: web
    spec:
      serviceAccountName: ${name}
      containers:
        - name: web
          image: registry.example.com/team/app:${i}
          args: ["--port=8080", "--verbose"]
          env:
            - name: BACKEND
              value: http://app-${Math.max(0, i - NAMESPACES)}/api
            - name: LOG_LEVEL
              value: info
          ports:
            - name: http
              containerPort: 8080
          resources:
            requests: { cpu: 100m, memory: 64Mi }
          readinessProbe:
            httpGet: { path: /healthz, port: http }
---
apiVersion: v1
kind: Service
${metadata}spec:
  selector:
    app: ${name}
  ports:
    - name: http
      port: 80
      targetPort: http
---
apiVersion: networking.k8s.io/v1
kind: Ingress
${metadata}spec:
  ingressClassName: nginx
  rules:
    - host: ${name}.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: ${name}
                port:
                  number: 80
  tls:
    - hosts: [${name}.example.com]
      secretName: ${name}-tls
`;
}

export function triples(count: number): string {
  return Array.from({ length: count }, (_, i) => triple(i)).join('');
}
