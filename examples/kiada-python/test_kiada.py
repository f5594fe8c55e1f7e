import os

import pytest
import cdk8s
from cdk8s_routing import (
    Backend, ExposedApp, PathRouter, RoutingCheck, RoutingDnsOutcome, RoutingLikeness, RoutingModel, RoutingOutcome, RoutingSeverity,
)

from kiada import Kiada


@pytest.fixture(scope="module")
def kiada():
    return RoutingModel.from_construct(Kiada(cdk8s.Testing.app(), "kiada"))


def test_routing_has_no_errors(kiada):
    assert [finding.message for finding in kiada.check() if finding.severity == RoutingSeverity.ERROR] == []


def test_quotes_are_public(kiada):
    trace = kiada.trace("https://api.example.com/quote")
    assert trace.outcome == RoutingOutcome.DELIVERED, trace.explain()
    assert (trace.destinations[0].service.name, trace.destinations[0].port) == ("quote", 80)


def test_nothing_else_of_the_quote_service_is_public(kiada):
    trace = kiada.trace("https://api.example.com/quote/today")
    assert (trace.outcome, trace.status, trace.reason) == (RoutingOutcome.ANSWERED, 404, "no-matching-rule"), trace.explain()


def test_the_front_end_calls_the_quiz(kiada):
    trace = kiada.trace("http://quiz", from_="Deployment/kiada")
    assert trace.destinations[0].workload.name == "quiz", trace.explain()


def test_peers_of_the_database_find_each_other(kiada):
    answer = kiada.resolve("quiz-0.quiz-pods", from_="StatefulSet/quiz")
    assert answer.outcome == RoutingDnsOutcome.NOERROR, answer.explain()


def test_every_route_is_tested(kiada):
    run = kiada.test(os.path.join(os.path.dirname(__file__), "../kiada/routes.test.yaml"))
    assert run.failed == 0, run.explain()
    assert run.coverage().percent == 100, run.explain_coverage()


def test_another_path_loses_nothing(kiada):
    chart = Kiada(cdk8s.Testing.app(), "kiada")
    blog = ExposedApp(chart, "blog", image="example.com/kiada/blog:0.1", port=80)
    PathRouter(chart, "blog-route", ingress_class_name="nginx").add_route(host="blog.example.com", backend=blog)
    diff = kiada.diff(RoutingModel.from_construct(chart))
    assert {change.kind.name for change in diff.changes} == {"NEW"}, diff.explain()
    assert diff.likeness() == RoutingLikeness.DIFFERENT


def test_a_broken_app_does_not_synthesize(tmp_path):
    app = cdk8s.App(outdir=str(tmp_path))
    RoutingCheck.on_synth(app)
    chart = Kiada(app, "kiada")
    PathRouter(chart, "broken", ingress_class_name="nginx").add_route(
        host="old.example.com", backend=Backend.from_service_name("quote", port=8080),
    )
    with pytest.raises(Exception, match="Service kiada/quote has no port 8080"):
        app.synth()
