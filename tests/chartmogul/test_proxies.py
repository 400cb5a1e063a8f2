"""Proxies of the environment are used, and nothing else of it."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import pytest

from bot.chartmogul import NeverSent
from bot.task import NewTask
from tests.chartmogul.raw_server import answer, raw_server, then_close
from tests.chartmogul.samples import KEY, PONG, client


def test_a_proxy_of_the_environment_is_used_and_netrc_is_not(
    clean_environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine chartmogul.example login somebody password else\n")
    netrc.chmod(0o600)
    clean_environment.setenv("NETRC", str(netrc))
    with raw_server(answer(200, PONG)) as proxy:
        clean_environment.setenv("http_proxy", f"http://127.0.0.1:{proxy.port}")
        client("http://chartmogul.example/v1").ping()

        assert proxy.requests[0].startswith("GET http://chartmogul.example/v1/ping ")
        assert b64encode(f"{KEY}:".encode()).decode() in proxy.requests[0]


def test_a_proxy_that_is_away_means_nothing_was_sent(
    clean_environment: pytest.MonkeyPatch, refusing_port: int, new_task: NewTask
) -> None:
    clean_environment.setenv("https_proxy", f"http://127.0.0.1:{refusing_port}")
    with pytest.raises(NeverSent):
        client("https://chartmogul.example/v1").create_task(new_task)


def test_a_proxy_that_refuses_the_tunnel_means_nothing_was_sent(
    clean_environment: pytest.MonkeyPatch, new_task: NewTask
) -> None:
    with raw_server(then_close(answer(407))) as proxy:
        clean_environment.setenv("https_proxy", f"http://127.0.0.1:{proxy.port}")
        with pytest.raises(NeverSent):
            client("https://chartmogul.example/v1").create_task(new_task)

        assert [request.split()[0] for request in proxy.requests] == ["CONNECT"]


def test_a_proxy_is_shown_its_password_and_chartmogul_is_not(
    clean_environment: pytest.MonkeyPatch, new_task: NewTask
) -> None:
    with raw_server(then_close(answer(407))) as proxy:
        clean_environment.setenv("https_proxy", f"http://me:secret@127.0.0.1:{proxy.port}")
        with pytest.raises(NeverSent):
            client("https://chartmogul.example/v1").create_task(new_task)

        assert b64encode(b"me:secret").decode() in proxy.requests[0]
        assert b64encode(f"{KEY}:".encode()).decode() not in proxy.requests[0]


def test_a_host_named_in_no_proxy_is_reached_without_it(
    clean_environment: pytest.MonkeyPatch, new_task: NewTask
) -> None:
    with raw_server(answer(200, PONG)) as proxy:
        clean_environment.setenv("http_proxy", f"http://127.0.0.1:{proxy.port}")
        clean_environment.setenv("no_proxy", "elsewhere.example,.invalid")
        with pytest.raises(NeverSent):
            client("http://chartmogul.invalid/v1").create_task(new_task)

        assert not proxy.requests


def test_a_bundle_of_certificates_that_is_not_there_means_nothing_was_sent(
    clean_environment: pytest.MonkeyPatch, new_task: NewTask, tmp_path: Path
) -> None:
    clean_environment.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "gone.pem"))
    with pytest.raises(NeverSent):
        client("https://chartmogul.invalid/v1").create_task(new_task)


def test_loopback_is_reached_without_the_proxy(
    clean_environment: pytest.MonkeyPatch, refusing_port: int
) -> None:
    clean_environment.setenv("http_proxy", f"http://127.0.0.1:{refusing_port}")
    with raw_server(answer(200, PONG)) as server:
        client(server.url).ping()

        assert len(server.requests) == 1
