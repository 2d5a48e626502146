"""``--correct``: what is corrected in photos, said on the command line."""

import pytest

from app.cli.main import parse
from app.cli.model import settings_for
from app.pipeline.recipe import corrections_of
from app.settings import Choices, Settings
from inference.preprocess.options import Corrections, When


def test_what_is_said_goes_before_the_settings() -> None:
    arguments = parse(["generate", "a.jpg", "--correct", "exposure=automatic", "--correct", "white-balance=always"])
    chosen = Choices(settings=Settings(correct_exposure="off", correct_noise="always", correct_crop="off"))
    expected = Corrections(noise=When.ALWAYS, white_balance=When.ALWAYS, exposure=When.AUTOMATIC)
    assert corrections_of(settings_for(arguments, chosen)) == expected


@pytest.mark.parametrize("said", ["brightness=always", "exposure", "exposure=sometimes", "=off"])
@pytest.mark.parametrize("language", ["pt_BR.UTF-8", "en_US.UTF-8"])
def test_what_is_no_correction(
    said: str, language: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", language)
    with pytest.raises(SystemExit) as ended:
        parse(["evaluate", "labels.csv", "--correct", said])
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert f"“{said}”" in told
    assert "white-balance" in told
