from cdk8s import Chart, Duration
from cdk8s_plus_27 import (
    ContainerOpts, ContainerPort, ContainerResources, Cpu, CpuResources, EnvValue, Probe, StatefulSetProps,
)
from cdk8s import ApiObjectMetadata
from cdk8s_routing import (
    CookieAffinity, ExposedApp, ExposedPort, ExposureType, ExternalAlias, HeadlessSet, IngressController, PathRoute, PathRouter, PathType, RouterTls,
)


class Kiada(Chart):
    """Kiada, a quote and quiz app of five Services; examples/kiada has the same in TypeScript, with more words."""

    def __init__(self, scope, id):
        super().__init__(scope, id, namespace="kiada")

        quote = ExposedApp(
            self, "quote",
            image="example.com/kiada/quote:0.1",
            replicas=3,
            port=80,
            container=ContainerOpts(name="nginx", resources=ContainerResources(cpu=CpuResources(request=Cpu.millis(50)))),
            readiness=Probe.from_http_get("/quote", port=80),
        )
        HeadlessSet(self, "quote-pods", workload=quote.workload)

        quiz_pods = HeadlessSet(
            self, "quiz-pods",
            image="example.com/kiada/quiz:0.1",
            replicas=3,
            ports=[ExposedPort(name="mongodb", port=27017)],
            publish_not_ready_addresses=True,
            container=ContainerOpts(
                name="quiz-api", ports=[ContainerPort(number=8080, name="http"), ContainerPort(number=27017, name="mongodb")],
            ),
            readiness=Probe.from_http_get("/questions/random", port=8080),
            stateful_set=StatefulSetProps(metadata=ApiObjectMetadata(name="quiz")),
        )
        quiz_pods.stateful_set.containers[0].env.add_variable("PEERS", EnvValue.from_value(",".join(quiz_pods.pod_dns_names)))
        quiz = quiz_pods.add_service("quiz", port=80, target_port="http")

        time_api = ExternalAlias(self, "time-api", hostname="worldtimeapi.example.com", port=80)
        payments = ExternalAlias(
            self, "payments",
            addresses=["192.0.2.17", "192.0.2.18"],
            ports=[ExposedPort(name="http", port=80, target_port=88)],
            legacy_endpoints=True,
        )

        kiada = ExposedApp(
            self, "kiada",
            image="example.com/kiada/kiada:0.1",
            replicas=3,
            type=ExposureType.load_balancer(),
            ports=[ExposedPort(name="http", port=80, target_port="http"), ExposedPort(name="https", port=443, target_port="https")],
            container=ContainerOpts(
                ports=[ContainerPort(number=8080, name="http"), ContainerPort(number=8443, name="https")],
                env_variables={
                    "QUOTE_URL": EnvValue.from_value(quote.url()),
                    "QUIZ_URL": EnvValue.from_value(quiz.url()),
                    "TIME_URL": EnvValue.from_value(time_api.url()),
                    "PAYMENTS_URL": EnvValue.from_value(payments.url()),
                },
            ),
            readiness=Probe.from_http_get("/healthz/ready", port=8080),
        )

        router = PathRouter(
            self, "public",
            ingress_class_name="nginx",
            controller=IngressController.INGRESS_NGINX,
            tls=[RouterTls(hosts=["*.example.com"], secret_name="example-com-tls")],
        )
        router.add_routes(
            PathRoute(
                host="kiada.example.com", backend=kiada, port="http",
                cookie_affinity=CookieAffinity(name="KIADA_SESSION", max_age=Duration.hours(1)),
            ),
            PathRoute(host="api.example.com", path="/quote", path_type=PathType.EXACT, backend=quote),
            PathRoute(host="api.example.com", path="/questions", backend=quiz),
        )
