package com.example;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cdk8s.ApiObjectMetadata;
import org.cdk8s.Chart;
import org.cdk8s.ChartProps;
import org.cdk8s.Duration;
import org.cdk8s.plus27.ContainerOpts;
import org.cdk8s.plus27.ContainerPort;
import org.cdk8s.plus27.ContainerResources;
import org.cdk8s.plus27.Cpu;
import org.cdk8s.plus27.CpuResources;
import org.cdk8s.plus27.EnvValue;
import org.cdk8s.plus27.HttpGetProbeOptions;
import org.cdk8s.plus27.Probe;
import org.cdk8s.plus27.StatefulSetProps;
import org.cdk8srouting.CookieAffinity;
import org.cdk8srouting.ExposeOptions;
import org.cdk8srouting.ExposedApp;
import org.cdk8srouting.ExposedPort;
import org.cdk8srouting.ExposureType;
import org.cdk8srouting.ExternalAlias;
import org.cdk8srouting.HeadlessSet;
import org.cdk8srouting.IngressController;
import org.cdk8srouting.PathRoute;
import org.cdk8srouting.PathRouter;
import org.cdk8srouting.PathType;
import org.cdk8srouting.RouterTls;
import software.constructs.Construct;

/** Kiada, a quote and quiz app of five Services; examples/kiada has the same in TypeScript, with more words. */
public class Kiada extends Chart {
    public Kiada(Construct scope, String id) {
        super(scope, id, ChartProps.builder().namespace("kiada").build());

        ExposedApp quote = ExposedApp.Builder.create(this, "quote")
            .image("example.com/kiada/quote:0.1")
            .replicas(3)
            .port(80)
            .container(ContainerOpts.builder()
                .name("nginx")
                .resources(ContainerResources.builder().cpu(CpuResources.builder().request(Cpu.millis(50)).build()).build())
                .build())
            .readiness(get("/quote", 80))
            .build();
        HeadlessSet.Builder.create(this, "quote-pods").workload(quote.getWorkload()).build();

        HeadlessSet quizPods = HeadlessSet.Builder.create(this, "quiz-pods")
            .image("example.com/kiada/quiz:0.1")
            .replicas(3)
            .ports(List.of(ExposedPort.builder().name("mongodb").port(27017).build()))
            .publishNotReadyAddresses(true)
            .container(ContainerOpts.builder().name("quiz-api").ports(List.of(port(8080, "http"), port(27017, "mongodb"))).build())
            .readiness(get("/questions/random", 8080))
            .statefulSet(StatefulSetProps.builder().metadata(ApiObjectMetadata.builder().name("quiz").build()).build())
            .build();
        String peers = String.join(",", quizPods.getPodDnsNames());
        quizPods.getStatefulSet().getContainers().get(0).getEnv().addVariable("PEERS", EnvValue.fromValue(peers));
        ExposedApp quiz = quizPods.addService("quiz", ExposeOptions.builder().port(80).targetPort("http").build());

        ExternalAlias timeApi = ExternalAlias.Builder.create(this, "time-api").hostname("worldtimeapi.example.com").port(80).build();
        ExternalAlias payments = ExternalAlias.Builder.create(this, "payments")
            .addresses(List.of("192.0.2.17", "192.0.2.18"))
            .ports(List.of(ExposedPort.builder().name("http").port(80).targetPort(88).build()))
            .legacyEndpoints(true)
            .build();

        // in the order of the manifest, which Map.of does not have
        Map<String, EnvValue> env = new LinkedHashMap<>();
        env.put("QUOTE_URL", EnvValue.fromValue(quote.url()));
        env.put("QUIZ_URL", EnvValue.fromValue(quiz.url()));
        env.put("TIME_URL", EnvValue.fromValue(timeApi.url()));
        env.put("PAYMENTS_URL", EnvValue.fromValue(payments.url()));
        ExposedApp kiada = ExposedApp.Builder.create(this, "kiada")
            .image("example.com/kiada/kiada:0.1")
            .replicas(3)
            .type(ExposureType.loadBalancer())
            .ports(List.of(
                ExposedPort.builder().name("http").port(80).targetPort("http").build(),
                ExposedPort.builder().name("https").port(443).targetPort("https").build()))
            .container(ContainerOpts.builder().ports(List.of(port(8080, "http"), port(8443, "https"))).envVariables(env).build())
            .readiness(get("/healthz/ready", 8080))
            .build();

        PathRouter router = PathRouter.Builder.create(this, "public")
            .ingressClassName("nginx")
            .controller(IngressController.INGRESS_NGINX)
            .tls(List.of(RouterTls.builder().hosts(List.of("*.example.com")).secretName("example-com-tls").build()))
            .build();
        router.addRoutes(
            PathRoute.builder().host("kiada.example.com").backend(kiada).port("http")
                .cookieAffinity(CookieAffinity.builder().name("KIADA_SESSION").maxAge(Duration.hours(1)).build())
                .build(),
            PathRoute.builder().host("api.example.com").path("/quote").pathType(PathType.EXACT).backend(quote).build(),
            PathRoute.builder().host("api.example.com").path("/questions").backend(quiz).build());
    }

    private static ContainerPort port(int number, String name) {
        return ContainerPort.builder().number(number).name(name).build();
    }

    private static Probe get(String path, int port) {
        return Probe.fromHttpGet(path, HttpGetProbeOptions.builder().port(port).build());
    }
}
