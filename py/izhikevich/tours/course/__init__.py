"""Tours as lessons of learning platforms: packages that report what the reader has done."""

from izhikevich.tours.course.package import Standard, course_package, package_name

__all__ = ["Standard", "course_package", "package_name"]
