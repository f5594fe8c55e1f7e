package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-routing/cdk8s-routing-go/cdk8srouting"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
)

func main() {
	defer jsii.Close()
	app := cdk8s.NewApp(nil)
	cdk8srouting.RoutingCheck_OnSynth(app, &cdk8srouting.RoutingCheckOptions{Config: jsii.String("../kiada/cdk8s-routing.yaml")})
	NewKiada(app, "kiada")
	app.Synth()
}
