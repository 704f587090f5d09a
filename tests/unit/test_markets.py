"""The markets table, its loader, and the psychic distance between markets."""

import csv
import json
from dataclasses import replace
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecosim.declarations.markets import DEFAULT_DISTANCE, CustomMarket, Markets, load_markets
from ecosim.errors import InputError
from ecosim.rules.psychic_distance import psychic_distance

kilometres = st.floats(0.0, 20_100.0)
shares = st.floats(0.0, 1.0)


@pytest.fixture
def atlantis() -> CustomMarket:
    return CustomMarket("XA", "Atlantis", gdp=12.5, population=0.8, distances={"SE": 0.2})


def table(name: str) -> list[dict[str, str]]:
    text = (files("ecosim.declarations") / "data" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def distance(markets: Markets, one: str, other: str) -> float:
    return float(markets.distance[markets.index(one), markets.index(other)])


class TestShippedTable:
    def test_holds_sixty_economies_and_every_pair_of_them_once(self):
        codes = [row["code"] for row in table("markets.csv")]
        pairs = [(row["a"], row["b"]) for row in table("market_distances.csv")]
        assert len(codes) == 60
        assert pairs == [(a, b) for a in codes for b in codes if a < b]

    def test_is_sorted_by_code_so_that_order_says_nothing(self):
        codes = [row["code"] for row in table("markets.csv")]
        assert codes == sorted(set(codes))

    def test_names_official_languages_of_every_economy(self):
        for row in table("markets.csv"):
            languages = row["official_languages"].split(";")
            assert languages == sorted(set(languages))
            assert all(code.isalpha() and len(code) in (2, 3) for code in languages)

    def test_halves_the_language_distance_where_an_official_language_is_shared(self):
        languages = {
            row["code"]: set(row["official_languages"].split(";")) for row in table("markets.csv")
        }
        for pair in table("market_distances.csv"):
            shared = bool(languages[pair["a"]] & languages[pair["b"]])
            source = float(pair["language_distance"]) / (0.5 if shared else 1.0)
            assert 0.0 < source <= 1.0, pair
            assert source == pytest.approx(round(source, 2), abs=1e-9), pair

    def test_brings_finland_nearer_to_sweden_than_the_source_does(self):
        (pair,) = (p for p in table("market_distances.csv") if (p["a"], p["b"]) == ("FI", "SE"))
        assert float(pair["language_distance"]) == 0.465


class TestPsychicDistance:
    def test_is_zero_at_home(self):
        assert psychic_distance(0.0, 0.0) == 0.0

    def test_weighs_geography_and_language_alike(self):
        assert psychic_distance(5000.0, 0.0) == psychic_distance(0.0, 0.5) == 0.25

    @given(kilometres, shares)
    def test_stays_between_zero_and_one(self, km, language):
        assert 0.0 <= psychic_distance(km, language) < 1.0

    @given(kilometres, kilometres, shares)
    def test_never_falls_with_kilometres(self, one, other, language):
        near, far = sorted((one, other))
        assert psychic_distance(near, language) <= psychic_distance(far, language)

    @given(kilometres, shares, shares)
    def test_never_falls_with_language_distance(self, km, one, other):
        near, far = sorted((one, other))
        assert psychic_distance(km, near) <= psychic_distance(km, far)


class TestLoadedMarkets:
    def test_are_all_shipped_ones_sorted_by_code(self):
        markets = load_markets()
        assert len(markets) == 60
        assert list(markets.codes) == sorted(markets.codes)
        assert len(set(markets.names)) == 60

    def test_have_finite_and_positive_sizes(self):
        markets = load_markets()
        for size in (markets.gdp, markets.population):
            assert size.shape == (60,)
            assert size.dtype == np.float64
            assert np.isfinite(size).all()
            assert (size > 0.0).all()

    def test_have_symmetric_distances_with_a_zero_diagonal(self):
        found = load_markets().distance
        assert found.shape == (60, 60)
        assert np.array_equal(found, found.T)
        assert (np.diag(found) == 0.0).all()
        between = found[~np.eye(60, dtype=bool)]
        assert ((between > 0.0) & (between < 1.0)).all()

    def test_have_the_distances_of_the_compiled_rule_to_the_bit(self):
        markets = load_markets()
        for pair in table("market_distances.csv"):
            expected = psychic_distance(
                float(pair["distance_km"]), float(pair["language_distance"])
            )
            assert distance(markets, pair["a"], pair["b"]) == expected

    @pytest.mark.parametrize(
        ("home", "near", "far"),
        [
            ("SE", "FI", "JP"),
            ("SE", "NO", "DE"),
            ("BE", "FR", "PL"),
            ("CH", "DE", "GB"),
            ("AT", "DE", "IT"),
            ("NZ", "AU", "JP"),
            ("BR", "PT", "FR"),
            ("US", "GB", "CN"),
        ],
    )
    def test_agree_with_what_traders_know(self, home, near, far):
        markets = load_markets()
        assert distance(markets, home, near) < distance(markets, home, far)

    def test_have_their_median_distance_as_the_default(self):
        between = load_markets().distance[np.triu_indices(60, k=1)]
        assert round(float(np.median(between)), 2) == DEFAULT_DISTANCE

    def test_can_not_be_written_to_because_all_callers_share_them(self):
        with pytest.raises(ValueError, match="read-only"):
            load_markets().gdp[0] = 1.0

    def test_are_read_once(self):
        assert load_markets() is load_markets() is Markets.default()


class TestSubset:
    def test_does_not_depend_on_the_order_of_the_names(self):
        one, other = load_markets(["SE", "JP", "FI"]), load_markets(["FI", "SE", "JP"])
        assert one.codes == other.codes == ("FI", "JP", "SE")
        assert np.array_equal(one.distance, other.distance)

    def test_keeps_sizes_and_distances(self):
        whole, part = load_markets(), load_markets(["SE", "FI"])
        assert part.names == ("Finland", "Sweden")
        assert part.gdp[part.index("SE")] == whole.gdp[whole.index("SE")]
        assert part.population[part.index("FI")] == whole.population[whole.index("FI")]
        assert distance(part, "FI", "SE") == distance(whole, "FI", "SE")

    @pytest.mark.parametrize(
        ("found", "nearest"),
        [("SW", "SE"), ("se", "SE"), ("Sweden", "SE"), ("DEU", "DE"), ("Switzerlnd", "CH")],
    )
    def test_names_the_nearest_market_for_an_unknown_code(self, found, nearest):
        with pytest.raises(InputError, match=f"market '{found}'.*did you mean '{nearest}'"):
            load_markets(["FI", found])

    def test_refuses_an_empty_list(self):
        with pytest.raises(InputError, match="at least one"):
            load_markets([])

    def test_refuses_a_repeated_code(self):
        with pytest.raises(InputError, match="'SE': named more than once"):
            load_markets(["SE", "FI", "SE"])


class TestProvenance:
    def test_of_shipped_markets_is_their_codes_and_a_digest(self):
        told = load_markets(["SE", "FI"]).as_dict()
        assert set(told) == {"shipped", "digest"}
        assert told["shipped"] == ["FI", "SE"]
        assert len(told["digest"]) == 64
        assert told["digest"] != load_markets(["SE", "JP"]).as_dict()["digest"]
        assert len(json.dumps(load_markets().as_dict())) < 500

    def test_of_shipped_markets_follows_the_numbers_that_are_shipped(self, monkeypatch):
        before = load_markets(["SE", "FI"]).as_dict()
        shipped = load_markets()
        revised = replace(shipped, gdp=shipped.gdp * 2)
        monkeypatch.setattr("ecosim.declarations.markets._shipped_markets", lambda: revised)
        after = load_markets(["SE", "FI"]).as_dict()
        assert after["shipped"] == before["shipped"]
        assert after["digest"] != before["digest"]

    def test_of_markets_of_ones_own_survives_json_without_losing_a_bit(self, atlantis):
        markets = load_markets(["SE", "FI", "JP"]).with_extra([atlantis])
        read = json.loads(json.dumps(markets.as_dict()))
        assert tuple(read["codes"]) == markets.codes
        assert tuple(read["names"]) == markets.names
        for key in ("gdp", "population", "distance"):
            assert np.array_equal(read[key], getattr(markets, key))

    @pytest.mark.parametrize("key", ["names", "gdp", "population", "distance"])
    def test_of_a_shipped_code_with_other_numbers_is_the_whole_table(self, key):
        shipped = load_markets(["SE", "FI"])
        other = ("Finland", "Svea") if key == "names" else getattr(shipped, key) * 1.5
        changed = replace(shipped, **{key: other})
        assert set(changed.as_dict()) == {"codes", "names", "gdp", "population", "distance"}
        assert np.array_equal(changed.as_dict()[key], other)


class TestMarketsOfOnesOwn:
    def test_join_the_table_in_the_order_of_codes(self, atlantis):
        markets = load_markets(["ZA", "SE"]).with_extra([atlantis])
        assert markets.codes == ("SE", "XA", "ZA")
        assert markets.names == ("Sweden", "Atlantis", "South Africa")
        assert markets.gdp[1] == 12.5
        assert markets.population[1] == 0.8

    def test_take_a_declared_distance_on_both_sides_and_the_default_elsewhere(self, atlantis):
        markets = load_markets(["ZA", "SE"]).with_extra([atlantis])
        assert distance(markets, "SE", "XA") == distance(markets, "XA", "SE") == 0.2
        assert distance(markets, "XA", "ZA") == DEFAULT_DISTANCE
        assert (np.diag(markets.distance) == 0.0).all()

    def test_leave_the_shipped_distances_alone(self, atlantis):
        before = load_markets(["ZA", "SE"])
        after = before.with_extra([atlantis])
        assert distance(after, "SE", "ZA") == distance(before, "SE", "ZA")
        assert len(before) == 2

    def test_may_declare_distances_to_each_other(self, atlantis):
        lemuria = CustomMarket("XL", "Lemuria", 3.0, 0.1, distances={"XA": 0.3})
        one = load_markets(["SE"]).with_extra([atlantis, lemuria])
        other = load_markets(["SE"]).with_extra([lemuria, atlantis])
        assert distance(one, "XA", "XL") == distance(one, "XL", "XA") == 0.3
        assert one.codes == other.codes
        assert np.array_equal(one.distance, other.distance)

    def test_change_nothing_when_there_are_none(self):
        before = load_markets(["SE", "FI"])
        after = before.with_extra([])
        assert after.codes == before.codes
        assert np.array_equal(after.distance, before.distance)

    def test_may_not_contradict_each_other(self):
        one = CustomMarket("XA", "Atlantis", 1.0, 1.0, distances={"XL": 0.3})
        other = CustomMarket("XL", "Lemuria", 1.0, 1.0, distances={"XA": 0.4})
        with pytest.raises(InputError, match="contradicts market 'XL'"):
            load_markets(["SE"]).with_extra([one, other])

    def test_may_not_take_a_code_in_use(self):
        with pytest.raises(InputError, match="'SE': named more than once"):
            load_markets().with_extra([CustomMarket("SE", "Another Sweden", 1.0, 1.0)])

    def test_may_not_be_near_a_market_that_is_not_there(self):
        entry = CustomMarket("XA", "Atlantis", 1.0, 1.0, distances={"SEE": 0.2})
        with pytest.raises(InputError, match=r"'XA', distances.SEE: .*did you mean 'SE'"):
            load_markets().with_extra([entry])

    @pytest.mark.parametrize(
        ("fault", "message"),
        [
            ({"code": ""}, "code: allowed are letters"),
            ({"code": "X A"}, "code: allowed are letters"),
            ({"gdp": 0.0}, "gdp: 0 is not a finite number above 0"),
            ({"population": -1.0}, "population: -1 is not a finite number above 0"),
            ({"gdp": float("nan")}, "gdp: nan is not a finite number above 0"),
            ({"population": float("inf")}, "population: inf is not a finite"),
            ({"distances": {"SE": 1.5}}, "distances.SE: 1.5 is outside 0 to 1"),
            ({"distances": {"SE": float("nan")}}, "distances.SE: nan is outside"),
            ({"distances": {"XA": 0.1}}, "distance to itself is always 0"),
        ],
    )
    def test_are_refused_when_they_can_not_be(self, fault, message):
        valid = {"code": "XA", "name": "Atlantis", "gdp": 1.0, "population": 1.0}
        with pytest.raises(InputError, match=message):
            CustomMarket(**{**valid, **fault})
