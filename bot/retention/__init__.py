"""What is forgotten: by age, of one person, or all of it once the app was removed from the workspace.

By age, only what is over goes: nothing that waits, that nobody is sure of, or that nobody was told of.
"""
