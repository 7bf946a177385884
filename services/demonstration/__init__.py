"""The invented election: a registry, its true day, the people who watched it, what they reported, what was published. Pure and
deterministic from the seed; services/demo.py stores it."""
