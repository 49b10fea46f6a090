"""The archive for programs that read on somebody's behalf, by the Model Context Protocol."""
