package com.example;

import org.cdk8s.App;
import org.cdk8srouting.RoutingCheck;
import org.cdk8srouting.RoutingCheckOptions;

public final class Main {
    public static void main(String[] args) {
        App app = new App();
        RoutingCheck.onSynth(app, RoutingCheckOptions.builder().config("../kiada/cdk8s-routing.yaml").build());
        new Kiada(app, "kiada");
        app.synth();
    }
}
