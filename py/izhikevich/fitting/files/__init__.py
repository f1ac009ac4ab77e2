"""Readers of recordings: tables, arrays, and the formats of acquisition programs."""

from izhikevich.fitting.files.reading import ReadRecording, read_recording, reading_recording

__all__ = ["ReadRecording", "read_recording", "reading_recording"]
