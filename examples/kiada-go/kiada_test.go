package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-routing/cdk8s-routing-go/cdk8srouting"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
)

func TestMain(m *testing.M) {
	defer jsii.Close()
	os.Exit(m.Run())
}

func kiada() cdk8srouting.RoutingModel {
	return cdk8srouting.RoutingModel_FromConstruct(NewKiada(cdk8s.Testing_App(nil), "kiada"), nil)
}

func TestRoutingHasNoErrors(t *testing.T) {
	for _, finding := range *kiada().Check() {
		if finding.Severity == cdk8srouting.RoutingSeverity_ERROR {
			t.Errorf("%s: %s", *finding.Object.Name, *finding.Message)
		}
	}
}

func TestQuotesArePublic(t *testing.T) {
	trace := kiada().Trace(jsii.String("https://api.example.com/quote"), nil)
	if trace.Outcome() != cdk8srouting.RoutingOutcome_DELIVERED || *(*trace.Destinations())[0].Service.Name != "quote" {
		t.Error(*trace.Explain())
	}
}

func TestNothingElseOfTheQuoteServiceIsPublic(t *testing.T) {
	trace := kiada().Trace(jsii.String("https://api.example.com/quote/today"), nil)
	if trace.Outcome() != cdk8srouting.RoutingOutcome_ANSWERED || *trace.Status() != 404 || *trace.Reason() != "no-matching-rule" {
		t.Error(*trace.Explain())
	}
}

func TestTheFrontEndCallsTheQuiz(t *testing.T) {
	trace := kiada().Trace(jsii.String("http://quiz"), &cdk8srouting.RoutingRequestOptions{From: jsii.String("Deployment/kiada")})
	if *(*trace.Destinations())[0].Workload.Name != "quiz" {
		t.Error(*trace.Explain())
	}
}

func TestPeersOfTheDatabaseFindEachOther(t *testing.T) {
	answer := kiada().Resolve(jsii.String("quiz-0.quiz-pods"), &cdk8srouting.RoutingResolveOptions{From: jsii.String("StatefulSet/quiz")})
	if answer.Outcome() != cdk8srouting.RoutingDnsOutcome_NOERROR {
		t.Error(*answer.Explain())
	}
}

func TestEveryRouteIsTested(t *testing.T) {
	run := kiada().Test(jsii.String("../kiada/routes.test.yaml"))
	if *run.Failed() > 0 {
		t.Error(*run.Explain())
	}
	if *run.Coverage().Percent < 100 {
		t.Error(*run.ExplainCoverage())
	}
}

func TestABrokenAppDoesNotSynthesize(t *testing.T) {
	app := cdk8s.NewApp(&cdk8s.AppProps{Outdir: jsii.String(t.TempDir())})
	cdk8srouting.RoutingCheck_OnSynth(app, nil)
	chart := NewKiada(app, "kiada")
	backend := cdk8srouting.Backend_FromServiceName(jsii.String("quote"), &cdk8srouting.ServiceNameOptions{Port: jsii.Number(8080)})
	cdk8srouting.NewPathRouter(chart, jsii.String("broken"), &cdk8srouting.PathRouterProps{IngressClassName: jsii.String("nginx")}).AddRoute(
		&cdk8srouting.PathRoute{Host: jsii.String("old.example.com"), Backend: backend},
	)
	defer func() {
		if message := fmt.Sprint(recover()); !strings.Contains(message, "Service kiada/quote has no port 8080") {
			t.Errorf("got %s", message)
		}
	}()
	app.Synth()
	t.Error("the app was synthesized")
}
