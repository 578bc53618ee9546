"""What a form that is sent by the page's script is answered."""

ASKED = "X-Upload"
LOCATION = "X-Location"


class UploadAnswers:
    """Tell a script that sends files where to go next, instead of sending the script there.

    A redirect becomes an empty answer (204) with the address in `X-Location`: the page itself goes there, so that
    what is said on arrival is said to the reader and not to the script. Other answers stay as they are.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if ASKED in request.headers and 300 <= response.status_code < 400 and response.has_header("Location"):
            response[LOCATION] = response["Location"]
            del response["Location"]
            response.status_code = 204
        return response
