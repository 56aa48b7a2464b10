"""The course: lessons with their questions and exercises, as docs/course.md describes them."""
