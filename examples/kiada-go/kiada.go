package main

import (
	"strings"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-routing/cdk8s-routing-go/cdk8srouting"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
	kplus "github.com/cdk8s-team/cdk8s-plus-go/cdk8splus27/v2"
)

// NewKiada makes Kiada, a quote and quiz app of five Services; examples/kiada has the same in TypeScript, with more words.
func NewKiada(scope constructs.Construct, id string) cdk8s.Chart {
	chart := cdk8s.NewChart(scope, jsii.String(id), &cdk8s.ChartProps{Namespace: jsii.String("kiada")})

	quote := cdk8srouting.NewExposedApp(chart, jsii.String("quote"), &cdk8srouting.ExposedAppProps{
		Image:    jsii.String("example.com/kiada/quote:0.1"),
		Replicas: jsii.Number(3),
		Port:     jsii.Number(80),
		Container: &kplus.ContainerOpts{
			Name:      jsii.String("nginx"),
			Resources: &kplus.ContainerResources{Cpu: &kplus.CpuResources{Request: kplus.Cpu_Millis(jsii.Number(50))}},
		},
		Readiness: kplus.Probe_FromHttpGet(jsii.String("/quote"), &kplus.HttpGetProbeOptions{Port: jsii.Number(80)}),
	})
	cdk8srouting.NewHeadlessSet(chart, jsii.String("quote-pods"), &cdk8srouting.HeadlessSetProps{Workload: quote.Workload()})

	quizPods := cdk8srouting.NewHeadlessSet(chart, jsii.String("quiz-pods"), &cdk8srouting.HeadlessSetProps{
		Image:                    jsii.String("example.com/kiada/quiz:0.1"),
		Replicas:                 jsii.Number(3),
		Ports:                    &[]*cdk8srouting.ExposedPort{{Name: jsii.String("mongodb"), Port: jsii.Number(27017)}},
		PublishNotReadyAddresses: jsii.Bool(true),
		Container: &kplus.ContainerOpts{
			Name: jsii.String("quiz-api"),
			Ports: &[]*kplus.ContainerPort{
				{Number: jsii.Number(8080), Name: jsii.String("http")},
				{Number: jsii.Number(27017), Name: jsii.String("mongodb")},
			},
		},
		Readiness:   kplus.Probe_FromHttpGet(jsii.String("/questions/random"), &kplus.HttpGetProbeOptions{Port: jsii.Number(8080)}),
		StatefulSet: &kplus.StatefulSetProps{Metadata: &cdk8s.ApiObjectMetadata{Name: jsii.String("quiz")}},
	})
	var peers []string
	for _, name := range *quizPods.PodDnsNames() {
		peers = append(peers, *name)
	}
	container := (*quizPods.StatefulSet().Containers())[0]
	container.Env().AddVariable(jsii.String("PEERS"), value(strings.Join(peers, ",")))
	quiz := quizPods.AddService(jsii.String("quiz"), &cdk8srouting.ExposeOptions{Port: jsii.Number(80), TargetPort: "http"})

	timeAPI := cdk8srouting.NewExternalAlias(chart, jsii.String("time-api"), &cdk8srouting.ExternalAliasProps{
		Hostname: jsii.String("worldtimeapi.example.com"),
		Port:     jsii.Number(80),
	})
	payments := cdk8srouting.NewExternalAlias(chart, jsii.String("payments"), &cdk8srouting.ExternalAliasProps{
		Addresses:       jsii.Strings("192.0.2.17", "192.0.2.18"),
		Ports:           &[]*cdk8srouting.ExposedPort{{Name: jsii.String("http"), Port: jsii.Number(80), TargetPort: jsii.Number(88)}},
		LegacyEndpoints: jsii.Bool(true),
	})

	kiada := cdk8srouting.NewExposedApp(chart, jsii.String("kiada"), &cdk8srouting.ExposedAppProps{
		Image:    jsii.String("example.com/kiada/kiada:0.1"),
		Replicas: jsii.Number(3),
		Type:     cdk8srouting.ExposureType_LoadBalancer(nil),
		Ports: &[]*cdk8srouting.ExposedPort{
			{Name: jsii.String("http"), Port: jsii.Number(80), TargetPort: "http"},
			{Name: jsii.String("https"), Port: jsii.Number(443), TargetPort: "https"},
		},
		Container: &kplus.ContainerOpts{
			Ports: &[]*kplus.ContainerPort{
				{Number: jsii.Number(8080), Name: jsii.String("http")},
				{Number: jsii.Number(8443), Name: jsii.String("https")},
			},
		},
		Readiness: kplus.Probe_FromHttpGet(jsii.String("/healthz/ready"), &kplus.HttpGetProbeOptions{Port: jsii.Number(8080)}),
	})
	// one after the other, since a map of Go has no order
	env := (*kiada.Deployment().Containers())[0].Env()
	env.AddVariable(jsii.String("QUOTE_URL"), value(*quote.Url(80)))
	env.AddVariable(jsii.String("QUIZ_URL"), value(*quiz.Url(80)))
	env.AddVariable(jsii.String("TIME_URL"), value(*timeAPI.Url(80)))
	env.AddVariable(jsii.String("PAYMENTS_URL"), value(*payments.Url(80)))

	router := cdk8srouting.NewPathRouter(chart, jsii.String("public"), &cdk8srouting.PathRouterProps{
		IngressClassName: jsii.String("nginx"),
		Controller:       cdk8srouting.IngressController_INGRESS_NGINX,
		Tls:              &[]*cdk8srouting.RouterTls{{Hosts: jsii.Strings("*.example.com"), SecretName: jsii.String("example-com-tls")}},
	})
	router.AddRoutes(
		&cdk8srouting.PathRoute{
			Host: jsii.String("kiada.example.com"), Backend: kiada, Port: "http",
			CookieAffinity: &cdk8srouting.CookieAffinity{Name: jsii.String("KIADA_SESSION"), MaxAge: cdk8s.Duration_Hours(jsii.Number(1))},
		},
		&cdk8srouting.PathRoute{Host: jsii.String("api.example.com"), Path: jsii.String("/quote"), PathType: cdk8srouting.PathType_EXACT, Backend: quote},
		&cdk8srouting.PathRoute{Host: jsii.String("api.example.com"), Path: jsii.String("/questions"), Backend: quiz},
	)
	return chart
}

func value(text string) kplus.EnvValue {
	return kplus.EnvValue_FromValue(jsii.String(text))
}
