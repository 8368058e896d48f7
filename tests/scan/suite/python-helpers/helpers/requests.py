"""A wrapper around a web request, as older applications like to have."""


class Wrapped:
    def __init__(self, request):
        self.request = request

    def form_value(self, name):
        found = self.request.form.get(name)
        if found is None:
            found = self.request.args.get(name, "")
        return found

    def fixed_value(self, name):
        return "north of " + "the river" if name else "south"
