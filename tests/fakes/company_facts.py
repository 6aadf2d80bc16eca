"""Facts that a link predictor can learn: who works at a company lives in its city and is a citizen of its country."""

import numpy as np

Facts = list[tuple[str, str, str]]


def company_facts(count: int = 300) -> Facts:
    """About `count` facts; many follow from others, none of which plain counting can see."""
    dice = np.random.default_rng(0)
    cities = [(f"city{number}", f"country{number % 4}") for number in range(10)]
    facts = {fact for city, country in cities for fact in ((city, "IN", country), (country, "HAS", city))}
    companies = [(f"company{number}", *cities[number % 10]) for number in range(20)]
    facts |= {(company, "BASED_IN", city) for company, city, _ in companies}
    person = 0
    while len(facts) < count:
        company, city, country = companies[dice.integers(len(companies))]
        name = f"person{person}"
        facts |= {(name, "WORK_AT", company), (company, "EMPLOY", name)}
        facts |= {(name, "LIVE_IN", city), (name, "CITIZEN_OF", country)}
        person += 1
    return sorted(facts)
