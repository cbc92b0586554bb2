"""The learner's pages, which join the features below: today, course, lesson, standards, record."""
