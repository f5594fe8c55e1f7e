package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.cdk8s.App;
import org.cdk8s.AppProps;
import org.cdk8s.Testing;
import org.cdk8srouting.Backend;
import org.cdk8srouting.PathRoute;
import org.cdk8srouting.PathRouter;
import org.cdk8srouting.RoutingCheck;
import org.cdk8srouting.RoutingDnsOutcome;
import org.cdk8srouting.RoutingFinding;
import org.cdk8srouting.RoutingModel;
import org.cdk8srouting.RoutingOutcome;
import org.cdk8srouting.RoutingRequestOptions;
import org.cdk8srouting.RoutingResolution;
import org.cdk8srouting.RoutingResolveOptions;
import org.cdk8srouting.RoutingSeverity;
import org.cdk8srouting.RoutingTestRun;
import org.cdk8srouting.RoutingTrace;
import org.cdk8srouting.ServiceNameOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KiadaTest {
    private final RoutingModel kiada = RoutingModel.fromConstruct(new Kiada(Testing.app(), "kiada"));

    @Test
    void routingHasNoErrors() {
        List<String> errors = kiada.check().stream()
            .filter(finding -> finding.getSeverity() == RoutingSeverity.ERROR).map(RoutingFinding::getMessage).toList();
        assertEquals(List.of(), errors);
    }

    @Test
    void quotesArePublic() {
        RoutingTrace trace = kiada.trace("https://api.example.com/quote");
        assertEquals(RoutingOutcome.DELIVERED, trace.getOutcome(), trace::explain);
        assertEquals("quote", trace.getDestinations().get(0).getService().getName(), trace::explain);
    }

    @Test
    void nothingElseOfTheQuoteServiceIsPublic() {
        RoutingTrace trace = kiada.trace("https://api.example.com/quote/today");
        assertEquals(404, trace.getStatus().intValue(), trace::explain);
        assertEquals("no-matching-rule", trace.getReason(), trace::explain);
    }

    @Test
    void theFrontEndCallsTheQuiz() {
        RoutingTrace trace = kiada.trace("http://quiz", RoutingRequestOptions.builder().from("Deployment/kiada").build());
        assertEquals("quiz", trace.getDestinations().get(0).getWorkload().getName(), trace::explain);
    }

    @Test
    void peersOfTheDatabaseFindEachOther() {
        RoutingResolution answer = kiada.resolve("quiz-0.quiz-pods", RoutingResolveOptions.builder().from("StatefulSet/quiz").build());
        assertEquals(RoutingDnsOutcome.NOERROR, answer.getOutcome(), answer::explain);
    }

    @Test
    void everyRouteIsTested() {
        RoutingTestRun run = kiada.test("../kiada/routes.test.yaml");
        assertEquals(0, run.getFailed().intValue(), run::explain);
        assertEquals(100, run.coverage().getPercent().doubleValue(), run::explainCoverage);
    }

    @Test
    void aBrokenAppDoesNotSynthesize(@TempDir Path folder) {
        App app = new App(AppProps.builder().outdir(folder.toString()).build());
        RoutingCheck.onSynth(app);
        PathRouter.Builder.create(new Kiada(app, "kiada"), "broken").ingressClassName("nginx").build().addRoute(PathRoute.builder()
            .host("old.example.com")
            .backend(Backend.fromServiceName("quote", ServiceNameOptions.builder().port(8080).build()))
            .build());
        String message = assertThrows(RuntimeException.class, app::synth).getMessage();
        assertTrue(message.contains("Service kiada/quote has no port 8080"), message);
    }
}
