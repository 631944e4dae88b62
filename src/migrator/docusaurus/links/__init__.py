"""Where links and images lead."""
