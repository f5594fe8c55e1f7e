from cdk8s import App
from cdk8s_routing import RoutingCheck

from kiada import Kiada

app = App()
RoutingCheck.on_synth(app, config="../kiada/cdk8s-routing.yaml")
Kiada(app, "kiada")
app.synth()
