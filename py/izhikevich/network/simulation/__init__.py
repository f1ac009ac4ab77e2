"""Running a network: plan, state, steppers and recording."""
